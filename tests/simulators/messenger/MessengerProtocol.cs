using System.Net.Http.Headers;

namespace TockOrleans.Simulators.Messenger;

/// <summary>
/// Again at once, then ever less often for an hour; after that the app is taken off the page. The
/// bot has five seconds.
/// https://developers.facebook.com/docs/messenger-platform/webhooks#webhook-disabled
/// </summary>
internal sealed class MessengerProtocol(MessengerOptions options) : IWebhookProtocol
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(15),
        TimeSpan.FromMinutes(30),
    ];

    public TimeSpan AckTimeout { get; } = TimeSpan.FromSeconds(5);

    public TimeSpan? Wait(int retry) => retry <= Waits.Length ? Waits[retry - 1] : null;

    public void Stamp(
        HttpRequestHeaders headers,
        ReadOnlySpan<byte> body,
        DateTimeOffset now,
        int retry,
        string? reason)
    {
        var secret = options.SigningSecret;
        headers.TryAddWithoutValidation("User-Agent", "facebookexternalua");
        headers.TryAddWithoutValidation(
            MessengerSigner.OldHeader, MessengerSigner.SignOld(secret, body));
        headers.TryAddWithoutValidation(
            MessengerSigner.Header, MessengerSigner.Sign(secret, body));
    }

    public bool IsRefusal(HttpResponseMessage answer) => false;
}
