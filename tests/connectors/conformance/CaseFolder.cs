using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Conformance;

/// <summary>One case: a folder of plain files, described in this project's README.</summary>
internal sealed class CaseFolder(string path)
{
    /// <summary>The time of a case that names none.</summary>
    private const string DefaultNow = "2026-01-02T03:04:05Z";

    private static readonly JsonSerializerOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly EndpointId Endpoint = new("app", "demo", "case");

    /// <summary>Its kind and its name, as a failure names it.</summary>
    public string Name =>
        $"{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileName(path)}";

    public JsonNode Expected => Read("expected.json")
        ?? throw new InvalidOperationException($"{path} has no expected.json");

    public JsonNode? Read(string file)
    {
        var full = Path.Combine(path, file);
        return File.Exists(full) ? JsonNode.Parse(File.ReadAllText(full)) : null;
    }

    public JsonNode Require(string file) => Read(file)
        ?? throw new InvalidOperationException($"{path} has no {file}");

    /// <summary>A file's bytes by its name without extension; null: it is not there.</summary>
    public byte[]? Bytes(string name) =>
        Directory.GetFiles(path, name + ".*").SingleOrDefault() is { } file
            ? File.ReadAllBytes(file)
            : null;

    public EndpointSettings Settings(Connector connector)
    {
        var given = (Read("settings.json") as JsonObject ?? [])
            .ToDictionary(member => member.Key, member => member.Value?.GetValue<string>());
        return Make(connector, given, path);
    }

    /// <summary>
    /// Settings of a connector; what is required and not given gets a harmless value.
    /// </summary>
    public static EndpointSettings Make(
        Connector connector, Dictionary<string, string?> given, string where)
    {
        var fields = connector.Description.Settings;
        foreach (var field in fields.Where(field => field.Required && field.Default is null))
            given.TryAdd(field.Name, field.Kind switch
            {
                SettingKind.Number => field.Min.ToString(CultureInfo.InvariantCulture),
                SettingKind.Boolean => "false",
                SettingKind.Url => "https://channel.example/",
                _ => field.Choices?[0] ?? new string('x', Math.Clamp(32, field.Min, field.Max)),
            });
        return EndpointSettings.Create(Endpoint, fields, given, where, out var problems)
            ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    /// <summary>Whether it is a message of a connection, not a request.</summary>
    public bool IsOfConnection => (bool?)Read("request.json")?["connection"] ?? false;

    public DateTimeOffset Now => DateTimeOffset.Parse(
        (string?)Read("request.json")?["now"] ?? DefaultNow, CultureInfo.InvariantCulture);

    /// <summary>
    /// The request: request.json, and the body in a file of its own or within it.
    /// </summary>
    public WebhookRequest Request()
    {
        var request = Read("request.json") as JsonObject ?? [];
        var headers = (request["headers"] as JsonObject ?? []).ToDictionary(
            header => header.Key,
            header => (string)header.Value!,
            StringComparer.OrdinalIgnoreCase);
        var route = (string?)request["path"] ?? "";
        var query = (string?)request["query"] ?? "";
        var url = (string?)request["url"]
            ?? $"https://bot.example/io/app/demo/case/{route}"
            + (query.Length > 0 ? "?" + query : "");
        return new WebhookRequest(
            (string?)request["id"] ?? "request-1",
            (string?)request["method"] ?? "POST",
            route,
            query,
            new Lazy<Uri>(new Uri(url)),
            Bytes("body") ?? [],
            headers.GetValueOrDefault);
    }

    public Dictionary<Uri, string> Keys() => (Read("keys.json") as JsonObject ?? [])
        .ToDictionary(key => new Uri(key.Key), key => (string)key.Value!);

    /// <summary>
    /// The same text for the same JSON, members in their order, whatever the spacing.
    /// </summary>
    public static string Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : node?.ToJsonString(Plain) ?? "null";

    /// <summary>A body or payload: JSON where it is JSON, else a text.</summary>
    public static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
