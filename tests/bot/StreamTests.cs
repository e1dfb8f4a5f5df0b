using TockOrleans.Messages;
using Xunit;

namespace TockOrleans.Bot.Tests;

/// <summary>Texts that grow: what is shown meanwhile, and what is said in the end.</summary>
public sealed class StreamTests
{
    private readonly List<string> shown = [];

    [Fact]
    public async Task What_grows_is_shown_behind_what_was_said_and_said_once()
    {
        var result = await Run(async turn =>
        {
            turn.Send("first");
            Assert.Equal("one two", await turn.Stream(Parts("one", " two")));
            turn.Send("last");
        });
        Assert.Equal(["first|one", "first|one two"], shown);
        Assert.Equal(["first", "one two", "last"], Texts(result.Replies));
        var metadata = Assert.IsType<MetadataMessage>(result.Replies[^1]);
        Assert.Equal("false", metadata.Values["TOCK_STREAM_RESPONSE"]);
    }

    [Fact]
    public async Task Where_nobody_can_see_it_grow_it_is_a_message_as_any()
    {
        var result = await Run(turn => turn.Stream(Parts("one", " two")), canShow: false);
        Assert.Equal("one two", Assert.IsType<TextMessage>(Assert.Single(result.Replies)).Text);
    }

    [Fact]
    public async Task A_text_of_nothing_is_no_message() =>
        Assert.Empty((await Run(turn => turn.Stream(Parts("")))).Replies);

    [Fact]
    public async Task What_is_there_when_the_user_stops_it_is_said_and_nothing_else_counts()
    {
        using var stop = new CancellationTokenSource();
        var result = await Run(
            async turn =>
            {
                turn.SetPreference("seen", "yes");
                await turn.Stream(Stopped(stop));
                turn.Send("never");
            },
            stop: stop.Token);
        Assert.Equal(["one"], Texts(result.Replies));
        Assert.Empty(result.State);
    }

    [Fact]
    public async Task A_text_over_the_bound_is_refused_while_it_grows() =>
        await Assert.ThrowsAsync<StoryException>(() =>
            Run(turn => turn.Stream(Parts(new string('x', Bounds.TextMax), "y", "z"))));

    private static IEnumerable<string> Texts(IEnumerable<BotMessage> messages) =>
        messages.OfType<TextMessage>().Select(message => message.Text);

    private static async IAsyncEnumerable<string> Parts(params string[] parts)
    {
        foreach (var part in parts)
        {
            await Task.Yield();
            yield return part;
        }
    }

    private static async IAsyncEnumerable<string> Stopped(CancellationTokenSource stop)
    {
        yield return "one";
        await stop.CancelAsync();
        yield return " two";
    }

    private Task<TurnResult> Run(
        Func<Turn, Task> story, bool canShow = true, CancellationToken? stop = null)
    {
        var bot = BotDefinition.Create("app", "streams")
            .Unknown(Story.Of("any", Phrases.None, story))
            .Build();
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, default);
        var request = new TurnRequest(
            "turn", 1, new InboundEvent("1", now, new TextEvent("hi")), "web", "user", now,
            ReadOnlyMemory<byte>.Empty);
        return new BotEngine(bot).Run(
            canShow
                ? request with
                {
                    Show = draft => shown.Add(string.Join('|', Texts(draft()))),
                }
                : request,
            stop ?? CancellationToken.None);
    }
}
