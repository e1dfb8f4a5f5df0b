using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TockOrleans.Cli.Talk;

/// <summary>Writes JSON for people: letters as they are, not as numbers.</summary>
internal static class JsonText
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
        return Encoding.UTF8.GetString(bytes.ToArray());
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
}
