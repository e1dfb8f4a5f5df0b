using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Proactive;

/// <summary>
/// Lets a program speak first, through the bots it hosts or those of its cluster. Take it from the
/// program's services.
/// </summary>
public interface IProactive
{
    /// <summary>The longest name of an order, in characters.</summary>
    const int OrderIdMax = 200;

    /// <summary>Says something to one user; works in a session that is not in memory.</summary>
    /// <param name="session">The user's session.</param>
    /// <param name="orderId">
    /// The order's name: the same again for this session changes nothing, so repeat a call that
    /// failed.
    /// </param>
    /// <param name="what">Messages as they are, or a story that says them.</param>
    /// <param name="stop">Ends the wait; the order may have been taken.</param>
    /// <returns>
    /// What became of it. <see cref="ProactiveStatus.Unavailable"/>: not now, or it is not known;
    /// call again.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The name or what is said breaks a bound; the message says which.
    /// </exception>
    Task<ProactiveStatus> Say(
        SessionId session, string orderId, ProactiveEvent what, CancellationToken stop = default);

    /// <summary>Says something to one user of an endpoint; see the other one.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="user">The user's id, as the channel's events name it.</param>
    /// <param name="orderId">The order's name.</param>
    /// <param name="what">Messages as they are, or a story that says them.</param>
    /// <param name="stop">Ends the wait; the order may have been taken.</param>
    /// <exception cref="ArgumentException">As of the other one, or no user can have that id.
    /// </exception>
    Task<ProactiveStatus> Say(
        EndpointId endpoint,
        string user,
        string orderId,
        ProactiveEvent what,
        CancellationToken stop = default);

    /// <summary>Tells how far an order is.</summary>
    /// <param name="session">The user's session.</param>
    /// <param name="orderId">The order's name.</param>
    /// <returns>How far; null: the session knows no such order.</returns>
    Task<ProactiveReport?> Follow(SessionId session, string orderId);

    /// <summary>Makes a broadcast; it says nothing before it is started.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="endpoints">The ids of the bot's endpoints it leaves through.</param>
    /// <param name="what">Messages as they are, or a story that says them.</param>
    /// <param name="shape">How it is beside that; null: as the defaults are.</param>
    /// <returns>What became of it; the same again changes nothing.</returns>
    Task<BroadcastAnswer> CreateBroadcast(
        BroadcastId id,
        IReadOnlyList<string> endpoints,
        ProactiveEvent what,
        BroadcastShape? shape = null);

    /// <summary>
    /// Gives a broadcast its recipients, in place of those it had. One that is named twice counts
    /// once. An upload that breaks off changes nothing.
    /// </summary>
    /// <param name="id">The broadcast's name.</param>
    /// <param name="recipients">Their sessions, of the broadcast's endpoints.</param>
    /// <param name="stop">Breaks it off.</param>
    /// <returns>What became of it, and how many recipients there are.</returns>
    Task<BroadcastAnswer> UploadAudience(
        BroadcastId id, IAsyncEnumerable<SessionId> recipients, CancellationToken stop = default);

    /// <summary>A broadcast: to start, pause or cancel it, and to see how far it is.</summary>
    /// <param name="id">Its name.</param>
    IBroadcast Broadcast(BroadcastId id);
}
