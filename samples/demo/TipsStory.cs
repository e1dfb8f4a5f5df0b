using System.Runtime.CompilerServices;
using TockOrleans.Bot;

namespace TockOrleans.Samples.Demo;

/// <summary>
/// Gives advice that grows word by word, as a language model's answer does; here the words are
/// ready and only the pace is played.
/// </summary>
internal sealed class TipsStory : Story
{
    private static readonly TimeSpan WordTakes = TimeSpan.FromMilliseconds(40);

    public override string Id => "tips";

    public override Phrases Phrases => Phrases.Of(
        ("en", ["travel tips", "give me some travel tips", "any advice", "give me advice"]),
        ("fr", ["conseils de voyage", "donne-moi des conseils", "un conseil", "des conseils"]));

    public override async Task Run(Turn turn)
    {
        await turn.Stream(Written(Words.Tips.Resolve(turn.Locale), turn.Stop));
        SmallTalk.Offer(turn);
    }

    private static async IAsyncEnumerable<string> Written(
        string text, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var (begin, end) = (0, 0); end < text.Length; begin = end)
        {
            end = text.IndexOf(' ', begin + 1) is > 0 and var next ? next : text.Length;
            yield return text[begin..end];
            await Task.Delay(WordTakes, stop);
        }
    }
}
