using System.Text;
using TockOrleans.Messages;

namespace TockOrleans.Bot.Tests;

/// <summary>Turns for an engine, where a test needs what the test kit hides.</summary>
internal static class Requests
{
    public static readonly DateTimeOffset Now = new(2026, 3, 10, 8, 0, 0, TimeSpan.Zero);

    public static TurnRequest Of(
        UserEvent happened,
        byte[]? state = null,
        string? locale = null,
        DateTimeOffset? now = null,
        UserProfile? profile = null) => new(
            "turn-1",
            1,
            new InboundEvent("1", now ?? Now, happened, locale, profile),
            "web",
            "user",
            now ?? Now,
            state ?? []);

    public static TurnRequest Of(string text, string state) =>
        Of(new TextEvent(text), Encoding.UTF8.GetBytes(state));
}
