using System.Text.Json;

namespace TockOrleans.Connectors.Slack;

/// <summary>What of a Web API answer is looked at; the rest, often a message, is skipped.</summary>
internal sealed record SlackAnswer(
    bool? Ok, string? Error, string? Needed, string? Channel, string? Ts)
{
    /// <summary>Reads an answer; null where it is no JSON object.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static SlackAnswer? Read(ReadOnlyMemory<byte> body)
    {
        if (body.Span is not [(byte)'{', ..])
            return null;
        var json = new Utf8JsonReader(body.Span);
        var answer = new SlackAnswer(null, null, null, null, null);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Name(ref json);
            json.Read();
            answer = json.TokenType switch
            {
                JsonTokenType.True or JsonTokenType.False when name == "ok" =>
                    answer with { Ok = json.GetBoolean() },
                JsonTokenType.String => With(answer, name, ref json),
                _ => answer,
            };
            json.Skip();
        }
        return answer;
    }

    private static SlackAnswer With(SlackAnswer answer, string? name, ref Utf8JsonReader json) =>
        name switch
        {
            "error" => answer with { Error = json.GetString() },
            "needed" => answer with { Needed = json.GetString() },
            "channel" => answer with { Channel = json.GetString() },
            "ts" => answer with { Ts = json.GetString() },
            _ => answer,
        };

    private static string? Name(ref Utf8JsonReader json) =>
        json.ValueTextEquals("ok"u8) ? "ok"
        : json.ValueTextEquals("error"u8) ? "error"
        : json.ValueTextEquals("needed"u8) ? "needed"
        : json.ValueTextEquals("channel"u8) ? "channel"
        : json.ValueTextEquals("ts"u8) || json.ValueTextEquals("message_ts"u8) ? "ts"
        : null;
}
