using System.Globalization;
using System.Runtime.CompilerServices;
using TockOrleans.Bot;

namespace TockOrleans.Samples.Echo;

/// <summary>
/// Answers the text T of a user's N-th turn with <c>turn N T</c>: a missing or doubled turn shows.
/// Crash tests and benchmarks talk with it. A text <c>wait 30</c> is answered after 30 seconds, as
/// by a story that takes its time; a text <c>grow a b c</c> word by word, as by a language model.
/// </summary>
public static class EchoBot
{
    private const string Turns = "turns";
    private const string Wait = "wait";
    private const string Grow = "grow ";
    private const int WaitMax = 600;
    private static readonly TimeSpan WordTakes = TimeSpan.FromMilliseconds(200);

    public static BotDefinition Create() => BotDefinition.Create("app", "echo")
        .Unknown(Story.Of("echo", Phrases.None, Echo))
        .Understanding(new NoUnderstanding())
        .Build();

    private static async Task Echo(Turn turn)
    {
        if (turn.Text?.Split(' ') is [Wait, var seconds]
            && int.TryParse(seconds, CultureInfo.InvariantCulture, out var time)
            && time is > 0 and <= WaitMax)
            await Task.Delay(TimeSpan.FromSeconds(time), turn.Stop);
        // A preference, not the dialog's context: the count outlives a dialog.
        var count = int.Parse(
            turn.Preference(Turns) ?? "0", CultureInfo.InvariantCulture) + 1;
        var number = count.ToString(CultureInfo.InvariantCulture);
        turn.SetPreference(Turns, number);
        if (turn.Text?.StartsWith(Grow, StringComparison.Ordinal) == true)
            await turn.Stream(Words($"turn {number} {turn.Text}", turn.Stop));
        else
            turn.Send($"turn {number} {turn.Text}");
    }

    private static async IAsyncEnumerable<string> Words(
        string text, [EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var word in text.Split(' '))
        {
            yield return word == "turn" ? word : $" {word}";
            await Task.Delay(WordTakes, stop);
        }
    }
}
