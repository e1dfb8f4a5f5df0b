using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Loopback;

/// <summary>Takes the bot's messages, or says why not.</summary>
internal sealed class LoopbackMessages(
    LoopbackOptions options, MessageRecord record, LoopbackTokens tokens, string run)
{
    private const string KeyHeader = "Idempotency-Key";

    private readonly ConcurrentDictionary<string, bool> disconnected = new();
    private readonly RateBudget? app = options.AppRate > 0
        ? new(options.AppRate, Math.Max(1, (int)options.AppRate), options.Time)
        : null;

    private readonly RateBudget? conversation = options.ConversationRate > 0
        ? new(options.ConversationRate, 1, options.Time)
        : null;

    private long ids;

    public static ApiAnswer TooMany(TimeSpan wait, string scope) =>
        ApiAnswer.Error(StatusCodes.Status429TooManyRequests, "too_many") with
        {
            Headers =
            [
                ("Retry-After", ApiAnswer.Seconds(Math.Ceiling(wait.TotalMilliseconds) / 1_000)),
                ("X-Loopback-Scope", scope),
            ],
        };

    public void Disconnect(string user) => disconnected[user] = true;

    /// <summary>The answer, and the message if it is new.</summary>
    public (ApiAnswer Answer, RecordedMessage? Taken) Take(
        ApiCall call, ConcurrentDictionary<string, DateTimeOffset> lastEvents)
    {
        if (!tokens.IsValid(call.Bearer))
            return (ApiAnswer.Error(StatusCodes.Status401Unauthorized, "invalid_token"), null);
        var (draft, problem) = Read(call);
        if (problem is not null)
            return (ApiAnswer.Error(StatusCodes.Status400BadRequest, problem), null);
        if (Refusal(draft, lastEvents) is { } refusal)
            return (refusal, null);
        var (message, isNew) = record.Add(draft, options.KeyValidity);
        var answer = new JsonObject { ["id"] = message.Id };
        if (!isNew)
            answer["duplicate"] = true;
        return (ApiAnswer.Json(answer), isNew ? message : null);
    }

    private ApiAnswer? Refusal(
        MessageRecord.Draft draft, ConcurrentDictionary<string, DateTimeOffset> lastEvents)
    {
        var user = draft.Conversation;
        if (disconnected.ContainsKey(user))
            return ApiAnswer.Error(StatusCodes.Status404NotFound, "not_connected");
        if (options.WindowSeconds is { } window
            && (!lastEvents.TryGetValue(user, out var last)
                || options.Time.GetUtcNow() - last > TimeSpan.FromSeconds(window)))
            return ApiAnswer.Error(StatusCodes.Status403Forbidden, "outside_window");
        if (conversation?.Take($"{user}\n{draft.Thread}") is { } wait)
            return TooMany(wait, "conversation");
        return app?.Take("") is { } appWait ? TooMany(appWait, "app") : null;
    }

    private (MessageRecord.Draft Draft, string? Problem) Read(ApiCall call)
    {
        try
        {
            using var document = JsonDocument.Parse(call.Body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return (default, "invalid_json");
            if (Text(root, "to") is not { Length: > 0 } to)
                return (default, "to_missing");
            if (!root.TryGetProperty("message", out var message)
                || message.ValueKind != JsonValueKind.Object)
                return (default, "message_missing");
            if (Text(message, "kind") is null)
                return (default, "kind_missing");
            var key = call.Http.Request.Headers[KeyHeader] is [{ Length: > 0 } given]
                && options.HonoursKeys ? given : null;
            return (
                new(
                    to,
                    Text(root, "thread"),
                    () => $"m{run}-{Interlocked.Increment(ref ids)}",
                    Text(message, "text"),
                    key,
                    call.Body),
                null);
        }
        catch (JsonException)
        {
            return (default, "invalid_json");
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
