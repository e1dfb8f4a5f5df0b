using System.Net.Http.Headers;

namespace TockOrleans.Simulators;

/// <summary>How a vendor calls a webhook.</summary>
internal interface IWebhookProtocol
{
    /// <summary>How long the bot has to acknowledge.</summary>
    TimeSpan AckTimeout { get; }

    /// <summary>How long after a failed attempt comes the next; null: no more.</summary>
    /// <param name="retry">1 for the first redelivery.</param>
    TimeSpan? Wait(int retry);

    /// <summary>Signs an attempt and says which it is.</summary>
    /// <param name="headers">Where the signature goes.</param>
    /// <param name="body">The bytes that are sent.</param>
    /// <param name="now">The time of the attempt.</param>
    /// <param name="retry">0 for the first attempt.</param>
    /// <param name="reason">Why the attempt before failed.</param>
    void Stamp(
        HttpRequestHeaders headers,
        ReadOnlySpan<byte> body,
        DateTimeOffset now,
        int retry,
        string? reason);

    /// <summary>Whether the bot asked not to be called with this event any more.</summary>
    bool IsRefusal(HttpResponseMessage answer);
}
