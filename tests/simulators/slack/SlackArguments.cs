using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace TockOrleans.Simulators.Slack;

/// <summary>
/// The arguments of an API method: from a JSON body, or from a form and the query, where objects
/// and arrays are JSON in a field.
/// </summary>
internal sealed class SlackArguments
{
    private readonly JsonElement json;
    private readonly Dictionary<string, StringValues> fields = [];

    private SlackArguments(JsonElement json, ReadOnlyMemory<byte> body) =>
        (this.json, Body) = (json, body);

    /// <summary>The request as it came.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    public bool IsJson => json.ValueKind == JsonValueKind.Object;

    /// <summary>The members of a JSON object; null: the text is none.</summary>
    public static SlackArguments? Of(string text)
    {
        try
        {
            var json = JsonSerializer.Deserialize<JsonElement>(text);
            return json.ValueKind == JsonValueKind.Object
                ? new(json, Encoding.UTF8.GetBytes(text))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads the arguments; a code of Slack if that cannot be.</summary>
    public static (SlackArguments? Arguments, string? Error) Read(ApiCall call)
    {
        var type = call.Http.Request.ContentType ?? "";
        JsonElement json = default;
        try
        {
            if (type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
                json = JsonSerializer.Deserialize<JsonElement>(call.Body.Span);
        }
        catch (JsonException)
        {
            return (null, "invalid_json");
        }
        if (json.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Object))
            return (null, "json_not_object");
        var arguments = new SlackArguments(json, call.Body);
        foreach (var (name, value) in call.Http.Request.Query)
            arguments.fields[name] = value;
        if (type.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal))
        {
            using var form = new FormReader(Encoding.UTF8.GetString(call.Body.Span));
            foreach (var (name, value) in form.ReadForm())
                arguments.fields[name] = value;
        }
        else if (call.Body.Length > 0 && !arguments.IsJson)
        {
            return (null, type.Length == 0 ? "missing_post_type" : "invalid_post_type");
        }
        return (arguments, null);
    }

    /// <summary>A text, or a number as text; null if missing or empty.</summary>
    public string? Text(string name)
    {
        if (IsJson && json.TryGetProperty(name, out var value))
            return value.ValueKind switch
            {
                JsonValueKind.String => NullIfEmpty(value.GetString()),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
        return NullIfEmpty(fields.GetValueOrDefault(name).ToString());
    }

    public bool Flag(string name) =>
        (IsJson && json.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.True)
        || Text(name) is "true" or "1";

    public int Number(string name, int @default) =>
        int.TryParse(Text(name), out var number) ? number : @default;

    /// <summary>
    /// An object or array, also where it is JSON in a text; null if missing, undefined if it
    /// cannot be read.
    /// </summary>
    public JsonElement? Element(string name)
    {
        if (IsJson && json.TryGetProperty(name, out var value)
            && value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            return value;
        if (Text(name) is not { } text)
            return null;
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return default(JsonElement);
        }
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
