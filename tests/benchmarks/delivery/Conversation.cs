using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace TockOrleans.Benchmarks.Delivery;

/// <summary>One user's conversation with a bot: a turn at a time, each with one reply.</summary>
internal sealed class Conversation(int user)
{
    private TaskCompletionSource<long>? waiting;
    private int taken;
    private int turns;
    private byte[] expected = [];

    public int User => user;

    /// <summary>Whether nobody else has a turn of it under way; it is then the caller's.</summary>
    public bool Take() => Interlocked.Exchange(ref taken, 1) == 0;

    public void Release() => Volatile.Write(ref taken, 0);

    /// <summary>Begins a turn.</summary>
    /// <returns>Completes with the time at which the reply arrived.</returns>
    public Task<long> Begin()
    {
        turns++;
        expected = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"turn {turns} {Requests.Text}"));
        var reply = new TaskCompletionSource<long>(
            TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref waiting, reply);
        return reply.Task;
    }

    /// <summary>Takes a reply.</summary>
    /// <returns>What is wrong with it; null: it is the one that is due.</returns>
    public string? Reply(ReadOnlySpan<byte> text)
    {
        var at = Stopwatch.GetTimestamp();
        if (Interlocked.Exchange(ref waiting, null) is not { } reply)
            return $"user {user}: a reply too many, '{Encoding.UTF8.GetString(text)}'";
        var isRight = text.SequenceEqual(expected);
        reply.SetResult(at);
        return isRight
            ? null
            : $"user {user}: '{Encoding.UTF8.GetString(text)}' in place of"
                + $" '{Encoding.UTF8.GetString(expected)}'";
    }
}
