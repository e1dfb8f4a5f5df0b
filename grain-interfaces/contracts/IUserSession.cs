using Orleans;
using TockOrleans.GrainInterfaces.Streams;

namespace TockOrleans.GrainInterfaces;

/// <summary>
/// One conversation: a user on an endpoint, and the thread where the channel has threads. Its key
/// is a <see cref="Messages.SessionId"/>. Promises: an event that is acknowledged is on disk; the
/// same event again changes nothing and gets the same answer; one turn at a time, in the order of
/// arrival; sessions never wait for each other.
/// </summary>
[Alias("tock.IUserSession")]
public interface IUserSession : IGrainWithStringKey
{
    /// <summary>
    /// Takes one event. May be called again with the same event as often as needed: a call that
    /// waits gives up after <see cref="Arrival.Budget"/> with
    /// <see cref="AcceptanceStatus.Pending"/>, and the next one joins the same turn.
    /// </summary>
    /// <param name="arrival">The event and what the caller waits for.</param>
    /// <returns>How far the event is; never throws for what a user or a story did.</returns>
    [Alias("Accept")]
    Task<Acceptance> Accept(Arrival arrival);

    /// <summary>
    /// Takes up what a crash left unfinished; returns once it is queued. Does nothing in a session
    /// that is whole.
    /// </summary>
    [Alias("Recover")]
    Task Recover();

    /// <summary>
    /// Queues a copy of a dead letter behind what the session has to send, under a sequence number
    /// of its own; the letter is marked as replayed.
    /// </summary>
    /// <param name="seq">The letter.</param>
    /// <returns>Whether it was queued; false: there is no such dead letter.</returns>
    [Alias("Replay")]
    Task<bool> Replay(long seq);

    /// <summary>
    /// Takes what the channel says of replies it took before: delivered, read, or not delivered
    /// after all, which makes a dead letter. Safe to repeat, in any order.
    /// </summary>
    /// <param name="receipt">
    /// The event, as <see cref="Messages.MessageCodec"/> writes it: a <c>DeliveredEvent</c>, a
    /// <c>ReadEvent</c>, an <c>UndeliveredEvent</c> or an <c>EchoedEvent</c>.
    /// </param>
    /// <returns>Whether it is on disk; false: bring it again.</returns>
    [Alias("TakeReceipt")]
    Task<bool> TakeReceipt(byte[] receipt);

    /// <summary>
    /// The bot speaks first: the order becomes an event of the session, in line with all others
    /// and once, and its replies leave like any others. Works in a session nobody wrote in since
    /// it was last in memory.
    /// </summary>
    /// <param name="order">What is to be said, and the order's name.</param>
    /// <returns>What became of it; never throws for what a story did.</returns>
    [Alias("Say")]
    Task<ProactiveStatus> Say(ProactiveOrder order);

    /// <summary>Tells how far an order is.</summary>
    /// <param name="orderId">The order's name.</param>
    /// <returns>How far; null: the session knows no such order.</returns>
    [Alias("Follow")]
    Task<ProactiveReport?> Follow(string orderId);

    /// <summary>
    /// Tells the story that runs to stop. What it said until then is the answer, and the dialog is
    /// what it was before; a story that does not heed it goes on.
    /// </summary>
    /// <param name="eventId">
    /// Only the story of this event, by the connector's canonical id; null: whichever runs.
    /// </param>
    /// <returns>Whether one was told; false: none runs, or another one.</returns>
    [Alias("Cancel")]
    Task<bool> Cancel(string? eventId);

    /// <summary>
    /// The bot is silent: events go on being logged, none gets a turn. A channel on which a person
    /// takes over pauses the bot by itself.
    /// </summary>
    /// <param name="until">When the bot goes on by itself.</param>
    /// <returns>Whether it is on disk; false: try again.</returns>
    [Alias("Pause")]
    Task<bool> Pause(DateTimeOffset until);

    /// <summary>The bot goes on with the user's next event.</summary>
    /// <returns>Whether it is on disk; false: try again.</returns>
    [Alias("Resume")]
    Task<bool> Resume();

    /// <summary>Tells what the client of a stream has not seen yet.</summary>
    /// <param name="after">
    /// Where the client was; null: unknown, it gets what no client has seen.
    /// </param>
    /// <exception cref="InvalidOperationException">The session cannot be read now.</exception>
    [Alias("ReadReplies")]
    Task<MissedReplies> ReadReplies(StreamPosition? after);

    /// <summary>Says that a client has replies that waited for one.</summary>
    /// <param name="seqs">Their places.</param>
    [Alias("HandOver")]
    Task HandOver(IReadOnlyList<long> seqs);

    /// <summary>
    /// Forgets the session: its state and its log. Event ids stay as hashes for the channel's
    /// redelivery horizon, so that a late redelivery brings nothing back. When the last bytes
    /// leave the disk is the store's promise, not this one's.
    /// </summary>
    [Alias("Erase")]
    Task Erase();

    /// <summary>Erases the session, if nothing happened in it meanwhile.</summary>
    /// <param name="version">The version it was seen at.</param>
    /// <returns>False: something did, and it stays.</returns>
    [Alias("EraseAt")]
    Task<bool> EraseAt(long version);
}
