using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>
/// The replies of one endpoint that were given up. Its key is a
/// <see cref="Messages.EndpointId"/>.
/// </summary>
[Alias("tock.IDeadLetters")]
public interface IDeadLetters : IGrainWithStringKey
{
    /// <summary>The most letters of one page.</summary>
    const int PageMax = 500;

    /// <summary>Lists them, by session, then in their order.</summary>
    /// <param name="reason">
    /// Only those with this reason, or one that begins with it and a colon; null: all.
    /// </param>
    /// <param name="after">Goes on after this one; null: from the start.</param>
    /// <param name="limit">The most to return, up to <see cref="PageMax"/>.</param>
    [Alias("List")]
    Task<IReadOnlyList<DeadLetterInfo>> List(
        string? reason, DeadLetterName? after, int limit);

    /// <summary>
    /// Queues copies of dead letters, each behind what its session has to send; the letters
    /// themselves are marked as replayed.
    /// </summary>
    /// <param name="reason">As in <see cref="List"/>.</param>
    /// <param name="limit">The most to replay in this call, up to <see cref="PageMax"/>.</param>
    /// <returns>How many were queued; fewer than the limit: none are left.</returns>
    [Alias("Replay")]
    Task<int> Replay(string? reason, int limit);
}
