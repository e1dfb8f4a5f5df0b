using System.Globalization;
using TockOrleans.Bot;

namespace TockOrleans.Samples.Echo;

/// <summary>
/// Answers the text T of a user's N-th turn with <c>turn N T</c>: a missing or doubled turn shows.
/// Crash tests and benchmarks talk with it.
/// </summary>
public static class EchoBot
{
    private const string Turns = "turns";

    public static BotDefinition Create() => BotDefinition.Create("app", "echo")
        .Unknown(Story.Of("echo", Phrases.None, Echo))
        .Build();

    private static void Echo(Turn turn)
    {
        // A preference, not the dialog's context: the count outlives a dialog.
        var count = int.Parse(
            turn.Preference(Turns) ?? "0", CultureInfo.InvariantCulture) + 1;
        var number = count.ToString(CultureInfo.InvariantCulture);
        turn.SetPreference(Turns, number);
        turn.Send($"turn {number} {turn.Text}");
    }
}
