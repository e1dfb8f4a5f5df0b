namespace TockOrleans.Conversations.Tests;

/// <summary>
/// A clock that a test turns, and that never quite stands still: between two turns the present
/// moves on, by less than a millisecond. Orleans goes by it, too, and waits for the last part of a
/// millisecond in a loop that ends only when time goes by.
/// </summary>
/// <param name="turned">What the test turns; by whole milliseconds.</param>
public sealed class TurnedClock(TimeProvider turned) : TimeProvider
{
    private readonly Lock changing = new();
    private DateTimeOffset last = turned.GetUtcNow();
    private long since = System.GetTimestamp();

    public override TimeZoneInfo LocalTimeZone => turned.LocalTimeZone;

    public override long TimestampFrequency => turned.TimestampFrequency;

    public override long GetTimestamp() => turned.GetTimestamp();

    public override DateTimeOffset GetUtcNow()
    {
        // Outside the lock: to ask the time runs the timers that are due, and they ask for it, too.
        var now = turned.GetUtcNow();
        lock (changing)
        {
            if (now > last)
                (last, since) = (now, System.GetTimestamp());
            var passed = System.GetElapsedTime(since).Ticks;
            return last.AddTicks(Math.Min(passed, TimeSpan.TicksPerMillisecond - 1));
        }
    }

    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        turned.CreateTimer(callback, state, dueTime, period);
}
