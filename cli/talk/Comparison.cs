using System.Text.Json;
using System.Text.RegularExpressions;

namespace TockOrleans.Cli.Talk;

/// <summary>Compares what came with what was planned, and makes one of both.</summary>
internal sealed partial class Comparison
{
    private readonly List<Regex> ignored = [];

    /// <summary>Leaves some paths out, each with all below it.</summary>
    /// <param name="ignore">
    /// Paths as differences have them; <c>[*]</c> is any index, <c>.*</c> any name.
    /// </param>
    /// <exception cref="FormatException">One is no path of messages or payloads.</exception>
    public Comparison(IEnumerable<string> ignore)
    {
        foreach (var path in ignore)
            ignored.Add(PathForm().IsMatch(path)
                ? new Regex(
                    "^" + Regex.Escape(path)
                        .Replace(@"\[\*]", @"\[\d+]", StringComparison.Ordinal)
                        .Replace(@"\.\*", @"(\.\w+|\['[^']*'])", StringComparison.Ordinal) + "$",
                    RegexOptions.CultureInvariant)
                : throw new FormatException($"'{path}' is no path, such as messages[*].text"));
    }

    /// <summary>Where both differ, in the order of the plan.</summary>
    /// <param name="path">Where they stand.</param>
    /// <param name="expected">As planned; undefined: nothing.</param>
    /// <param name="got">As it came; undefined: nothing.</param>
    public IEnumerable<Difference> Differences(
        string path, JsonElement expected, JsonElement got)
    {
        if (IsIgnored(path) || Same(expected, got))
            return [];
        return (expected.ValueKind, got.ValueKind) switch
        {
            // Of another kind of message the members say nothing.
            (JsonValueKind.Object, JsonValueKind.Object)
                when expected.Text("kind") == got.Text("kind") =>
                Names(expected, got).SelectMany(name => Differences(
                    Below(path, name), expected.Member(name), got.Member(name))),
            (JsonValueKind.Array, JsonValueKind.Array) =>
                Enumerable.Range(0, Math.Max(expected.GetArrayLength(), got.GetArrayLength()))
                    .SelectMany(at => Differences(
                        $"{path}[{at}]", At(expected, at), At(got, at))),
            _ => [new Difference(path, expected, got)],
        };
    }

    /// <summary>What came, with the masks, and what is ignored, as planned.</summary>
    public void Merge(Utf8JsonWriter writer, string path, JsonElement expected, JsonElement got)
    {
        var planned = expected.ValueKind != JsonValueKind.Undefined;
        if (planned && !Differences(path, expected, got).Any())
            expected.WriteTo(writer);
        else if (expected.ValueKind != got.ValueKind)
            got.WriteTo(writer);
        else if (got.ValueKind == JsonValueKind.Object)
        {
            writer.WriteStartObject();
            foreach (var name in Names(expected, got))
                if (got.Member(name).ValueKind != JsonValueKind.Undefined
                    || IsIgnored(Below(path, name)))
                {
                    writer.WritePropertyName(name);
                    Merge(writer, Below(path, name), expected.Member(name), got.Member(name));
                }
            writer.WriteEndObject();
        }
        else if (got.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            for (var at = 0; at < got.GetArrayLength(); at++)
                Merge(writer, $"{path}[{at}]", At(expected, at), At(got, at));
            writer.WriteEndArray();
        }
        else
            got.WriteTo(writer);
    }

    /// <summary>The path of a member.</summary>
    public static string Below(string path, string name) =>
        Word().IsMatch(name) ? $"{path}.{name}" : $"{path}['{name}']";

    private static bool Same(JsonElement expected, JsonElement got) =>
        (expected.ValueKind, got.ValueKind) switch
        {
            (JsonValueKind.Undefined, _) or (_, JsonValueKind.Undefined) =>
                expected.ValueKind == got.ValueKind,
            (JsonValueKind.String, JsonValueKind.String) =>
                Mask.Fits(expected.GetString()!, got.GetString()!),
            (JsonValueKind.String, _) => expected.ValueEquals(Mask.Any),
            // Member by member: masks may stand below.
            (JsonValueKind.Object or JsonValueKind.Array, _) => false,
            _ => JsonElement.DeepEquals(expected, got),
        };

    private static IEnumerable<string> Names(JsonElement expected, JsonElement got) => expected
        .EnumerateObject().Concat(got.EnumerateObject()).Select(member => member.Name).Distinct();

    private static JsonElement At(JsonElement array, int at) =>
        array.ValueKind == JsonValueKind.Array && at < array.GetArrayLength()
            ? array[at]
            : default;

    private bool IsIgnored(string path) => ignored.Exists(pattern => pattern.IsMatch(path));

    [GeneratedRegex(@"^\w+$")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(messages|payloads)(\.\w+|\.\*|\['[^']*'\]|\[\d+\]|\[\*\])*$")]
    private static partial Regex PathForm();
}
