using System.Text.Json;
using System.Text.Json.Serialization;

namespace TockOrleans.Client;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IncludeFields = false)]
[JsonSerializable(typeof(SentRequest))]
[JsonSerializable(typeof(ReceivedAnswer))]
[JsonSerializable(typeof(CancelRequest))]
internal sealed partial class ClientJson : JsonSerializerContext;

/// <summary>A request as it goes over the wire.</summary>
internal sealed record SentRequest(
    string? UserId,
    string? Query,
    WebFeedback? Feedback,
    string? Payload,
    string? Ref,
    WebLocation? Location,
    WebSentFile? File,
    string? Locale,
    string EventId,
    bool? ReturnsHistory,
    bool? SourceWithContent,
    string? ConnectorId,
    bool? StreamedResponse);

/// <summary>An answer as it comes, where nothing is certain.</summary>
internal sealed record ReceivedAnswer(
    IReadOnlyList<WebMessage>? Responses,
    IReadOnlyDictionary<string, string>? Metadata,
    string? Error);

internal sealed record CancelRequest(string? UserId, string? EventId);
