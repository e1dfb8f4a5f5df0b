using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>
/// Asks the channel who a user is, where its events do not tell. Asked before a session's first
/// turn, and anew when the user comes back in a later <see cref="KeptFor"/>, under a short time
/// limit; a turn goes on without it.
/// </summary>
public interface IProfileReader
{
    /// <summary>
    /// How long what the channel told holds: names change, languages are chosen, and the addresses
    /// of pictures expire. A user is asked for once in each such time; a day by default.
    /// </summary>
    TimeSpan KeptFor => TimeSpan.FromDays(1);

    /// <summary>Asks once.</summary>
    /// <param name="call">The endpoint's settings and credentials.</param>
    /// <param name="user">The user, as the parser named them.</param>
    /// <param name="inbound">The event.</param>
    /// <param name="http">The client to ask with: its hosts and its time limit are set.</param>
    /// <param name="stop">Cancels the call.</param>
    /// <returns>What the channel told; null: nothing. Never throws.</returns>
    Task<ChannelProfile?> Read(
        ChannelCall call,
        string user,
        InboundEvent inbound,
        HttpClient http,
        CancellationToken stop);
}
