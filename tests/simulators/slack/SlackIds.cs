using System.Globalization;

namespace TockOrleans.Simulators.Slack;

/// <summary>
/// Ids and timestamps, new ones even when the simulator is started again beside the same bot.
/// </summary>
internal sealed class SlackIds(TimeProvider time)
{
    private const long MicrosecondsPerSecond = 1_000_000;
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int IdLength = 10;

    private readonly Lock gate = new();
    private long last;
    private long ids = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;

    /// <summary>The next timestamp of the workspace, greater than all before.</summary>
    public string Timestamp()
    {
        var now = time.GetUtcNow().Subtract(DateTimeOffset.UnixEpoch).Ticks / 10;
        lock (gate)
        {
            last = Math.Max(now, last + 1);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{last / MicrosecondsPerSecond}.{last % MicrosecondsPerSecond:D6}");
        }
    }

    /// <summary>A new id with a letter, or two, that say what it names.</summary>
    public string New(string prefix)
    {
        Span<char> text = stackalloc char[IdLength];
        var rest = Interlocked.Increment(ref ids);
        for (var at = text.Length - 1; at >= 0; at--, rest /= Digits.Length)
            text[at] = Digits[(int)(rest % Digits.Length)];
        return $"{prefix}{text}";
    }
}
