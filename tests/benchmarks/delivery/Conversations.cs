using System.Collections.Concurrent;

namespace TockOrleans.Benchmarks.Delivery;

/// <summary>
/// All users of one bot, taken round robin, so that a channel's limit of a message a second is not
/// what is measured.
/// </summary>
internal sealed class Conversations(int users)
{
    private readonly Conversation[] all =
        [.. Enumerable.Range(0, users).Select(user => new Conversation(user))];

    private long next = -1;
    private long turns;
    private long replies;

    public int Users => users;

    /// <summary>What was wrong with replies.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    public long Turns => Volatile.Read(ref turns);

    public long Replies => Volatile.Read(ref replies);

    /// <summary>The next user who has no turn under way.</summary>
    public Conversation Take()
    {
        while (true)
        {
            var one = all[Interlocked.Increment(ref next) % users];
            if (!one.Take())
                continue;
            Interlocked.Increment(ref turns);
            return one;
        }
    }

    public void Reply(int user, ReadOnlySpan<byte> text)
    {
        Interlocked.Increment(ref replies);
        var fault = user >= 0 && user < users
            ? all[user].Reply(text)
            : "a reply to nobody";
        if (fault is not null)
            Faults.Enqueue(fault);
    }
}
