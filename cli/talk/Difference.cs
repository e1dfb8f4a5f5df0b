using System.Text.Json;

namespace TockOrleans.Cli.Talk;

/// <summary>Something that is not as planned.</summary>
/// <param name="Path">Where: <c>messages[0].text</c>.</param>
/// <param name="Expected">As planned; undefined: nothing.</param>
/// <param name="Got">As it came; undefined: nothing.</param>
internal sealed record Difference(string Path, JsonElement Expected, JsonElement Got)
{
    private const int ShownMax = 200;
    private const int Before = 40;

    /// <summary>Both on one line each; of long ones the part where they differ.</summary>
    public (string Expected, string Got) Shown()
    {
        var (expected, got) = (Line(Expected), Line(Got));
        if (expected.Length <= ShownMax && got.Length <= ShownMax)
            return (expected, got);
        var from = Math.Max(0, expected.AsSpan().CommonPrefixLength(got) - Before);
        return (Part(expected, from), Part(got, from));
    }

    private static string Line(JsonElement value) =>
        value.ValueKind == JsonValueKind.Undefined ? "nothing" : JsonText.Line(value);

    private static string Part(string text, int from) => (from > 0 ? "…" : "")
        + (text.Length - from > ShownMax ? text[from..(from + ShownMax)] + "…" : text[from..]);
}
