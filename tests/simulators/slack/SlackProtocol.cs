using System.Globalization;
using System.Net.Http.Headers;

namespace TockOrleans.Simulators.Slack;

/// <summary>
/// Three redeliveries: at once, after a minute, after five. The bot has three seconds.
/// https://docs.slack.dev/apis/events-api/#retries
/// </summary>
internal sealed class SlackProtocol(SlackOptions options) : IWebhookProtocol
{
    private const string NoRetryHeader = "X-Slack-No-Retry";
    private static readonly TimeSpan[] Waits =
        [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    public TimeSpan AckTimeout { get; } = TimeSpan.FromSeconds(3);

    public TimeSpan? Wait(int retry) => retry <= Waits.Length ? Waits[retry - 1] : null;

    public void Stamp(
        HttpRequestHeaders headers,
        ReadOnlySpan<byte> body,
        DateTimeOffset now,
        int retry,
        string? reason)
    {
        var at = now.ToUnixTimeSeconds();
        headers.TryAddWithoutValidation(
            "User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)");
        headers.TryAddWithoutValidation(
            SlackSigner.TimestampHeader, at.ToString(CultureInfo.InvariantCulture));
        headers.TryAddWithoutValidation(
            SlackSigner.SignatureHeader, SlackSigner.Sign(options.SigningSecret, at, body));
        if (retry == 0)
            return;
        headers.TryAddWithoutValidation(
            "X-Slack-Retry-Num", retry.ToString(CultureInfo.InvariantCulture));
        headers.TryAddWithoutValidation("X-Slack-Retry-Reason", reason);
    }

    public bool IsRefusal(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues(NoRetryHeader, out var values) && values.First() == "1";
}
