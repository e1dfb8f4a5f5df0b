using System.Globalization;

namespace TockOrleans.EndToEnd.Tests.Faults;

/// <summary>
/// How much of a fault run: short in the suite, long by command through the environment variables
/// TOCK_FAULT_SESSIONS, TOCK_FAULT_TURNS, TOCK_FAULT_KILLS, TOCK_FAULT_SHARE (per cent) and
/// TOCK_FAULT_SEED.
/// </summary>
/// <param name="Sessions">How many users talk at once.</param>
/// <param name="Turns">How often each says something.</param>
/// <param name="Kills">How many processes are killed.</param>
/// <param name="Share">The share of the channel's answers that go wrong, 0 to 1.</param>
/// <param name="Seed">Where chance begins.</param>
public sealed record FaultPlan(int Sessions, int Turns, int Kills, double Share, int Seed)
{
    public static FaultPlan FromEnvironment() => new(
        Setting("SESSIONS", 200),
        Setting("TURNS", 3),
        Setting("KILLS", 3),
        Setting("SHARE", 20) / 100.0,
        Setting("SEED", 20_261_125));

    private static int Setting(string name, int @default) =>
        int.TryParse(
            Environment.GetEnvironmentVariable($"TOCK_FAULT_{name}"),
            CultureInfo.InvariantCulture,
            out var value)
            ? value
            : @default;
}
