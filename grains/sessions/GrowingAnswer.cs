using TockOrleans.GrainInterfaces.Streams;
using TockOrleans.Grains.Streams;
using TockOrleans.Messages;

namespace TockOrleans.Grains.Sessions;

/// <summary>
/// Shows the clients of a session an answer while its story is at work: the newest there is, one
/// at a time and with pauses, so that a fast story and a slow client do not meet. Of any thread.
/// </summary>
internal sealed class GrowingAnswer(
    StreamNodes nodes, PendingEvent pending, string session, string responseId, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock changing = new();
    private Func<IReadOnlyList<BotMessage>>? newest;
    private bool isShowing;
    private bool isOver;

    /// <summary>Whether clients hold streams that it is shown on, besides who asked.</summary>
    public required bool Streams { get; init; }

    /// <summary>Shows it now, or what it is by then once there is time.</summary>
    public void Show(Func<IReadOnlyList<BotMessage>> draft)
    {
        if (pending.ShownTo is null && (!Streams || nodes.AreNone))
            return;
        lock (changing)
        {
            if (isOver)
                return;
            newest = draft;
            if (isShowing)
                return;
            isShowing = true;
        }
        _ = ShowAll();
    }

    /// <summary>The story is over: what was not shown is not any more.</summary>
    public void End()
    {
        lock (changing)
            (isOver, newest) = (true, null);
    }

    private async Task ShowAll()
    {
        while (Next() is { } draft)
        {
            var messages = draft().Select(MessageCodec.Encode).ToArray();
            await nodes.Show(
                new GrowingReplies(session, responseId, pending.Inbound.EventId, messages),
                pending.ShownTo,
                Streams);
            await Task.Delay(Pause, clock, CancellationToken.None);
        }
    }

    private Func<IReadOnlyList<BotMessage>>? Next()
    {
        lock (changing)
        {
            var next = newest;
            newest = null;
            isShowing = next is not null;
            return next;
        }
    }
}
