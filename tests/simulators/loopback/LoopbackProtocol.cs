using System.Globalization;
using System.Net.Http.Headers;

namespace TockOrleans.Simulators.Loopback;

/// <summary>Redelivers for a day: after 1, 2, 4 … seconds, then every half minute.</summary>
internal sealed class LoopbackProtocol(LoopbackOptions options) : IWebhookProtocol
{
    private const int DoublingsMax = 5;
    private const int RetriesMax = 3_000;
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);

    public TimeSpan AckTimeout { get; } = TimeSpan.FromSeconds(10);

    public TimeSpan? Wait(int retry) => retry switch
    {
        > RetriesMax => null,
        > DoublingsMax => WaitMax,
        _ => TimeSpan.FromSeconds(1 << (retry - 1)),
    };

    public void Stamp(
        HttpRequestHeaders headers,
        ReadOnlySpan<byte> body,
        DateTimeOffset now,
        int retry,
        string? reason)
    {
        var at = now.ToUnixTimeSeconds();
        headers.TryAddWithoutValidation(
            LoopbackSigner.TimestampHeader, at.ToString(CultureInfo.InvariantCulture));
        headers.TryAddWithoutValidation(
            LoopbackSigner.SignatureHeader, LoopbackSigner.Sign(options.SigningSecret, at, body));
    }

    public bool IsRefusal(HttpResponseMessage answer) => false;
}
