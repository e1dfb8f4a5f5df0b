using System.Text.Json;

namespace TockOrleans.Connectors.Contract;

/// <summary>An answer to a request.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The body's media type; null: no body.</param>
/// <param name="Body">The body.</param>
/// <param name="Headers">Further headers.</param>
public sealed record WebhookReply(
    int Status,
    string? ContentType = null,
    ReadOnlyMemory<byte> Body = default,
    IReadOnlyDictionary<string, string>? Headers = null)
{
    /// <summary>200 with nothing in it: the usual acknowledgement.</summary>
    public static WebhookReply Ok { get; } = new(200);

    /// <summary>An answer in JSON.</summary>
    public static WebhookReply Json(int status, ReadOnlyMemory<byte> body) =>
        new(status, "application/json", body);

    /// <summary>An error as a JSON object with the member <c>error</c>.</summary>
    public static WebhookReply Error(int status, string reason) =>
        Json(status, JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, string> { ["error"] = reason }, ContractJson.Default.Error));
}
