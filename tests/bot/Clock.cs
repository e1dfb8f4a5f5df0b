using Microsoft.Extensions.Time.Testing;

namespace TockOrleans.Bot.Tests;

/// <summary>The clocks of these tests.</summary>
internal static class Clock
{
    /// <summary>10 March 2026, 08:00 UTC: a Tuesday.</summary>
    public static FakeTimeProvider Tuesday() =>
        new(new DateTimeOffset(2026, 3, 10, 8, 0, 0, TimeSpan.Zero));
}
