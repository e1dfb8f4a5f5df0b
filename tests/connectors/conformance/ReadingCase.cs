using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Conformance;

/// <summary>
/// Asking who a user is, or for a file, and what came of it, written as a case writes it.
/// </summary>
internal static class ReadingCase
{
    /// <summary>The largest file of a case that names no limit, in bytes.</summary>
    private const int DefaultBytesMax = 1_000_000;

    private static readonly JsonSerializerOptions Members = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    public static async Task<JsonObject> Profile(
        Connector connector,
        CaseFolder folder,
        JsonNode given,
        HttpClient http,
        CancellationToken stop)
    {
        var inbound = new InboundEvent("event-1", DateTimeOffset.UnixEpoch, new TextEvent("Hello"));
        var profile = await connector.Profiles!.Read(
            Call(connector, folder, given), (string)given["user"]!, inbound, http, stop);
        return new JsonObject
        {
            ["profile"] = JsonSerializer.SerializeToNode(profile?.Profile, Members),
            ["locale"] = profile?.Locale,
        };
    }

    public static async Task<JsonObject> Attachment(
        Connector connector,
        CaseFolder folder,
        JsonNode given,
        HttpClient http,
        CancellationToken stop)
    {
        var file = given["attachment"].Deserialize<Attachment>(Members)!;
        var content = await connector.Attachments!.Read(
            Call(connector, folder, given),
            file,
            (int?)given["bytesMax"] ?? DefaultBytesMax,
            http,
            stop);
        return content.Problem is { } problem
            ? new JsonObject { ["problem"] = problem }
            : new JsonObject
            {
                ["body"] = Encoding.UTF8.GetString(content.Body.Span),
                ["mimeType"] = content.MimeType,
            };
    }

    public static ChannelCall Call(Connector connector, CaseFolder folder, JsonNode given) =>
        new(folder.Settings(connector), (string?)given["credentials"]);
}
