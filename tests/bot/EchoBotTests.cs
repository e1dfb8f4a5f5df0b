using System.Globalization;
using TockOrleans.Bot.Testing;
using TockOrleans.Messages;
using TockOrleans.Samples.Echo;
using Xunit;

namespace TockOrleans.Bot.Tests;

public sealed class EchoBotTests
{
    [Fact]
    public async Task Each_turn_says_its_number_and_the_text()
    {
        var user = new BotConversation(EchoBot.Create());

        Assert.Equal(["turn 1 hello"], (await user.Say("hello")).Texts);
        Assert.Equal(["turn 2 "], (await user.Say("")).Texts);
        Assert.Equal(["turn 3 {0} é"], (await user.Say("{0} é")).Texts);
    }

    [Fact]
    public async Task The_count_outlives_the_dialog()
    {
        var clock = Clock.Tuesday();
        var user = new BotConversation(EchoBot.Create(), clock: clock);
        await user.Say("one");
        clock.Advance(TimeSpan.FromDays(400));

        Assert.Equal(["turn 2 two"], (await user.Say("two")).Texts);
    }

    [Fact]
    public async Task One_engine_runs_a_thousand_turns_at_once()
    {
        var engine = new BotEngine(EchoBot.Create());
        var stop = TestContext.Current.CancellationToken;
        var users = Enumerable.Range(0, 100).Select(user => Task.Run(
            async () =>
            {
                byte[] state = [];
                var texts = new List<string>();
                for (var turn = 1; turn <= 10; turn++)
                {
                    var text = string.Create(CultureInfo.InvariantCulture, $"{user}/{turn}");
                    var result = await engine.Run(Requests.Of(new TextEvent(text), state), stop);
                    state = result.State;
                    texts.Add(Assert.IsType<TextMessage>(Assert.Single(result.Replies)).Text);
                }
                return texts;
            },
            stop));

        var all = await Task.WhenAll(users);

        Assert.Equal(1000, all.Sum(texts => texts.Count));
        for (var user = 0; user < all.Length; user++)
            for (var turn = 1; turn <= 10; turn++)
                Assert.Equal(
                    string.Create(CultureInfo.InvariantCulture, $"turn {turn} {user}/{turn}"),
                    all[user][turn - 1]);
    }
}
