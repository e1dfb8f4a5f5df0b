using TockOrleans.GrainInterfaces.Streams;

namespace TockOrleans.Grains.Sessions;

/// <content>Clients that hold streams open.</content>
internal sealed partial class UserSessionGrain
{
    private LiveReplies? live;

    /// <inheritdoc/>
    public Task<MissedReplies> ReadReplies(StreamPosition? after) =>
        ended is null && live is not null
            ? live.Missed(after)
            : throw new InvalidOperationException(ended ?? "the endpoint has no streams");

    /// <inheritdoc/>
    public Task HandOver(IReadOnlyList<long> seqs) =>
        ended is null && loop is not null ? loop.HandOver(seqs) : Task.CompletedTask;

    // Shown to the clients that hold streams, and to whoever asked for it in the request.
    private GrowingAnswer? Grow(PendingEvent pending) =>
        live is null && pending.ShownTo is null
            ? null
            : new GrowingAnswer(
                nodes,
                pending,
                memory.Name,
                live?.NameOf(pending.Key) ?? "",
                clock)
            {
                Streams = live is not null,
            };

    private LiveReplies GoLive() => new(memory, store, nodes, limits, clock, OnLoopBroken)
    {
        HandOver = seqs => loop!.HandOver(seqs),
    };
}
