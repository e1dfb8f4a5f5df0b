using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TockOrleans.Cli.Talk;

/// <summary>Writes JSON for people: letters as they are, not as numbers.</summary>
internal static partial class JsonText
{
    // It goes to a terminal and into files, never into a page.
    private static readonly JavaScriptEncoder Plain = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>On one line.</summary>
    public static string Line(JsonElement json) => Write(json.WriteTo, indented: false);

    /// <summary>Writes what an act writes.</summary>
    public static string Write(Action<Utf8JsonWriter> act, bool indented)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(
            bytes, new JsonWriterOptions { Encoder = Plain, Indented = indented }))
            act(writer);
        // The encoder writes letters beyond the first 65,536 as numbers whatever it is told.
        return Pair().Replace(Encoding.UTF8.GetString(bytes.ToArray()), found =>
            found.Groups[1].Success
                ? new string([Unit(found.Groups[1].ValueSpan), Unit(found.Groups[2].ValueSpan)])
                : found.Value);
    }

    /// <summary>A member's text; null: it has none.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A member's elements; none where it is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    /// <summary>A member; undefined where there is none.</summary>
    public static JsonElement Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member)
            ? member
            : default;

    private static char Unit(ReadOnlySpan<char> digits) =>
        (char)ushort.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    // Or a backslash as itself, after which no number begins.
    [GeneratedRegex(@"\\\\|\\u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pair();
}
