using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>Sends to the channel: the only part of a connector that does I/O.</summary>
public interface IChannelClient
{
    /// <summary>
    /// The limits of the channel that a payload falls under. Pure. The platform keeps them over
    /// all nodes; a payload waits until all of them let it go.
    /// </summary>
    /// <param name="delivery">What is to be sent, where and as what.</param>
    IReadOnlyList<RateCost> Costs(Delivery delivery) => [];

    /// <summary>Makes one attempt; retries are the platform's.</summary>
    /// <param name="delivery">What to send, where and as what.</param>
    /// <param name="http">The client to send with: its hosts and its time limit are set.</param>
    /// <param name="stop">Cancels the wait for the answer, which makes the outcome unknown.</param>
    /// <returns>The outcome; never throws.</returns>
    Task<DeliveryOutcome> Send(Delivery delivery, HttpClient http, CancellationToken stop);
}
