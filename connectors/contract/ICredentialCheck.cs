using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>
/// Asks the channel whether an endpoint's credentials work, by a call that shows nothing to any
/// user. Asked by an operator, not on the way of messages.
/// </summary>
public interface ICredentialCheck
{
    /// <summary>Asks once.</summary>
    /// <param name="call">The endpoint's settings and credentials.</param>
    /// <param name="http">The client to ask with: its hosts and its time limit are set.</param>
    /// <param name="stop">Cancels the call.</param>
    /// <returns>
    /// <see cref="DeliveryOutcome.Accepted"/>, with a name of whose they are where the channel
    /// tells; <see cref="DeliveryOutcome.CredentialsInvalid"/> where it does not take them; any
    /// other: it did not say. Never throws.
    /// </returns>
    Task<DeliveryOutcome> Check(ChannelCall call, HttpClient http, CancellationToken stop);
}
