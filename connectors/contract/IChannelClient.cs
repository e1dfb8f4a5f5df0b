using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>Sends to the channel: the only part of a connector that does I/O.</summary>
public interface IChannelClient
{
    /// <summary>Makes one attempt; retries are the platform's.</summary>
    /// <param name="delivery">What to send, where and as what.</param>
    /// <param name="http">The client to send with: its hosts and its time limit are set.</param>
    /// <param name="stop">Cancels the wait for the answer, which makes the outcome unknown.</param>
    /// <returns>The outcome; never throws.</returns>
    Task<DeliveryOutcome> Send(Delivery delivery, HttpClient http, CancellationToken stop);
}
