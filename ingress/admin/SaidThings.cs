using System.Text.Json;
using TockOrleans.Ingress.Proactive;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Admin;

/// <summary>Reads what is to be said: bot messages in the model's own JSON, or a story.</summary>
internal static class SaidThings
{
    /// <summary>What is said, or why it cannot be.</summary>
    public static (ProactiveEvent? What, string? Problem) Read(
        IReadOnlyList<JsonElement>? messages,
        string? story,
        IReadOnlyDictionary<string, string>? parameters,
        string? tag)
    {
        List<BotMessage>? said = null;
        for (var index = 0; index < messages?.Count; index++)
        {
            if (Message(messages[index]) is not { } message)
                return (null, $"messages[{index}] is no message of the model");
            (said ??= []).Add(message);
        }
        if (messages is { Count: 0 })
            said = [];
        var what = new ProactiveEvent(said, story, parameters, tag);
        return ProactiveCheck.Problem(what) is { } problem ? (null, problem) : (what, null);
    }

    private static BotMessage? Message(JsonElement json)
    {
        try
        {
            return MessageCodec.DecodeMessage(JsonSerializer.SerializeToUtf8Bytes(
                json, ProactiveJson.Default.JsonElement)) is var message
                && message is not UnsupportedMessage
                    ? message
                    : null;
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
