using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TockOrleans.Benchmarks.Delivery;

/// <summary>
/// What users say, as the channels send it. Every event has an id and a timestamp of its own.
/// </summary>
internal static class Requests
{
    public const string Text = "hi";
    public const string SigningSecret = "8f742231b10e8888abcd99yyyzzz85a5";

    /// <summary>What a direct message's id begins with; the user's number follows.</summary>
    public const string ChannelStart = "D0BENCH";

    /// <summary>How many digits that number has.</summary>
    public const int UserDigits = 7;

    private static readonly byte[] Secret = Encoding.ASCII.GetBytes(SigningSecret);
    private static readonly long Begun = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    private static long events;

    /// <summary>The body of a direct message in Slack, all that Slack sends with one.</summary>
    public static byte[] SlackBody(int user)
    {
        var id = Interlocked.Increment(ref events);
        var stamp = string.Create(
            CultureInfo.InvariantCulture, $"{Begun + (id / 1_000_000)}.{id % 1_000_000:D6}");
        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"token":"xAbCdEfGhIjKlMnOpQrStUvW","team_id":"T0BENCH","context_team_id":"T0BENCH","context_enterprise_id":null,"api_app_id":"A0BENCH","event":{"type":"message","user":"U0BENCH{{user:D7}}","ts":"{{stamp}}","client_msg_id":"66cc9473-12a2-4934-bd57-{{id:D12}}","text":"{{Text}}","team":"T0BENCH","blocks":[{"type":"rich_text","block_id":"jEztr","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"{{Text}}"}]}]}],"channel":"{{ChannelStart}}{{user:D7}}","event_ts":"{{stamp}}","channel_type":"im"},"type":"event_callback","event_id":"Ev0BENCH{{id}}","event_time":{{Begun}},"authorizations":[{"enterprise_id":null,"team_id":"T0BENCH","user_id":"U0BENCHBOT","is_bot":true,"is_enterprise_install":false}],"is_ext_shared_channel":false,"event_context":"4-eyJldCI6Im1lc3NhZ2UifQ"}
            """));
    }

    /// <summary>Signs a body as Slack does.</summary>
    /// <returns>The timestamp and the signature: its two headers.</returns>
    public static (string Timestamp, string Signature) Sign(ReadOnlySpan<byte> body)
    {
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds()
            .ToString(CultureInfo.InvariantCulture);
        Span<byte> signed = stackalloc byte[timestamp.Length + 4 + body.Length];
        var head = Encoding.ASCII.GetBytes($"v0:{timestamp}:", signed);
        body.CopyTo(signed[head..]);
        return (timestamp, "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Secret, signed)));
    }

    /// <summary>A signed request of Slack's.</summary>
    public static byte[] Slack(Uri address, int user)
    {
        var body = SlackBody(user);
        var (timestamp, signature) = Sign(body);
        return Post(
            address,
            $"X-Slack-Request-Timestamp: {timestamp}\r\nX-Slack-Signature: {signature}\r\n",
            body);
    }

    /// <summary>The same message as an activity of the Bot Framework.</summary>
    /// <param name="address">The bot's.</param>
    /// <param name="service">Where replies go.</param>
    /// <param name="user">Who says it.</param>
    public static byte[] Activity(Uri address, Uri service, int user)
    {
        var id = Interlocked.Increment(ref events);
        return Post(address, "", Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"type":"message","id":"m{{id}}","timestamp":"2026-01-05T12:00:00.0000000Z","serviceUrl":"{{service}}","channelId":"slack","from":{"id":"U0BENCH{{user:D7}}","name":"user"},"conversation":{"id":"{{ChannelStart}}{{user:D7}}","isGroup":false},"recipient":{"id":"B0BENCH","name":"bot"},"textFormat":"plain","text":"{{Text}}"}
            """)));
    }

    private static byte[] Post(Uri address, string headers, byte[] body) =>
    [
        .. Encoding.ASCII.GetBytes(
            $"POST {address.AbsolutePath} HTTP/1.1\r\nHost: {address.Authority}\r\n{headers}"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"),
        .. body,
    ];
}
