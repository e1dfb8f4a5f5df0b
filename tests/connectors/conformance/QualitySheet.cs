using System.Text.RegularExpressions;

namespace TockOrleans.Connectors.Tests.Conformance;

/// <summary>
/// A connector's quality.yaml: a line for each rule, <c>done</c>, or <c>todo "why"</c>, or
/// <c>exempt "why"</c>. The channel table of the documentation is made from these.
/// </summary>
internal sealed partial record QualitySheet(IReadOnlyDictionary<string, string> Rules)
{
    /// <summary>Every sheet answers these, no more and no fewer.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "verification", "handshake", "text-in", "choice-in", "attachments-in", "location-in",
        "suggestions", "buttons", "cards", "carousel", "media", "footnotes", "metadata", "typing",
        "edit", "threads", "receipts", "proactive", "idempotency", "streaming",
    ];

    public bool IsDone(string rule) => Rules[rule] == "done";

    public static QualitySheet Parse(string text)
    {
        var rules = new Dictionary<string, string>();
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd()))
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var match = Line().Match(line);
            Assert.True(match.Success, $"not a rule: {line}");
            Assert.True(
                rules.TryAdd(match.Groups["rule"].Value, match.Groups["state"].Value),
                $"twice: {line}");
        }
        return new QualitySheet(rules);
    }

    [GeneratedRegex("""^(?<rule>[a-z-]+): ((?<state>done)|(?<state>todo|exempt) "[^"]{10,}")$""")]
    private static partial Regex Line();
}
