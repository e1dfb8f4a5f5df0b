using Orleans;
using TockOrleans.Messages;

namespace TockOrleans.GrainInterfaces;

/// <summary>
/// Some of a broadcast's recipients, and what became of it for each: on disk before it is told.
/// Its key is that of its broadcast, the number of the audience and its own.
/// </summary>
[Alias("tock.IBroadcastPart")]
public interface IBroadcastPart : IGrainWithStringKey
{
    /// <summary>The most recipients of one part.</summary>
    const int RecipientsMax = 500;

    /// <summary>The most sessions asked in one call.</summary>
    const int AskedMax = 100;

    /// <summary>Takes recipients, in place of those it has.</summary>
    /// <param name="sessions">
    /// Their sessions, as <see cref="Messages.SessionId"/> writes them.
    /// </param>
    [Alias("Fill")]
    Task Fill(IReadOnlyList<string> sessions);

    /// <summary>
    /// Says it to some recipients it was not said to. Safe to repeat: the order is one and the
    /// same for each session.
    /// </summary>
    /// <param name="order">What is said.</param>
    /// <param name="most">To how many at most, up to <see cref="AskedMax"/>.</param>
    /// <param name="gone">
    /// Names of endpoints that were removed: their recipients are given up where their sessions
    /// say so, too.
    /// </param>
    [Alias("Queue")]
    Task<PartReport> Queue(ProactiveOrder order, int most, IReadOnlyList<string> gone);

    /// <summary>
    /// Asks some sessions what became of the order; goes on where the last call ended. Fewer asked
    /// than allowed: a round is over.
    /// </summary>
    /// <param name="orderId">The order.</param>
    /// <param name="most">How many at most, up to <see cref="AskedMax"/>.</param>
    /// <param name="receipts">
    /// Whether those are asked, too, of whom the channel may still tell something.
    /// </param>
    /// <param name="speaks">Whether it says something for sure, as a story may not.</param>
    /// <param name="gone">
    /// Names of endpoints that were removed: of what still waits there nobody will know more.
    /// </param>
    [Alias("Follow")]
    Task<PartReport> Follow(
        string orderId,
        int most,
        bool receipts,
        bool speaks,
        IReadOnlyList<string> gone);

    /// <summary>
    /// Nothing more will be said: asks the sessions of all it may have been said to without an
    /// answer. Who knows the order was told; whoever does not stays waiting. Safe to repeat.
    /// </summary>
    /// <param name="orderId">The order.</param>
    /// <param name="speaks">Whether it says something for sure, as a story may not.</param>
    /// <returns>
    /// How many were asked, and of how many it is not known yet: they are to be asked again.
    /// </returns>
    [Alias("Close")]
    Task<PartReport> Close(string orderId, bool speaks);

    /// <summary>
    /// Forgets persons: they count as erased and are listed no more. Safe to repeat.
    /// </summary>
    /// <param name="sessions">Their sessions without a thread; those with one go, too.</param>
    [Alias("Forget")]
    Task<PartReport> Forget(IReadOnlyList<string> sessions);

    /// <summary>Lists recipients in their order.</summary>
    /// <param name="outcome">Only those of this outcome; null: all.</param>
    /// <param name="from">Begins with the recipient of this place.</param>
    /// <param name="limit">The most to return.</param>
    [Alias("List")]
    Task<RecipientPage> List(RecipientOutcome? outcome, int from, int limit);

    /// <summary>Forgets the recipients.</summary>
    /// <returns>Whether there were any.</returns>
    [Alias("Clear")]
    Task<bool> Clear();
}
