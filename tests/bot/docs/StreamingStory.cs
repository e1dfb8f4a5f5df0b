using System.Runtime.CompilerServices;
using TockOrleans.Bot;

namespace Pizzeria;

internal static class StreamingStory
{
    public static async Task Explain(Turn turn)
    {
        await turn.Stream(Answer(turn.Text!, turn.Stop));
        turn.Suggest(Choose.Intent("menu", "Menu"));
    }

    // As a language model answers: word by word.
    private static async IAsyncEnumerable<string> Answer(
        string question, [EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var part in new[] { "You asked: ", question, ". ", "Yes." })
        {
            stop.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return part;
        }
    }
}
