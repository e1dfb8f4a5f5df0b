using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using Xunit;

namespace TockOrleans.Conversations.Tests;

/// <summary>
/// Choices that a channel without buttons shows as numbered text, and what the user answers.
/// </summary>
public sealed class OfferTests : IAsyncLifetime
{
    private const string User = "u";

    private Conversations talk = null!;

    public async ValueTask InitializeAsync() => talk = await Conversations.Start();

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Theory]
    [InlineData("2", "chose lyon Lyon")]
    [InlineData("#2", "chose lyon Lyon")]
    [InlineData("lyon ", "chose lyon Lyon")]
    [InlineData("3", "3")]
    [InlineData("to Lyon", "to Lyon")]
    public async Task A_number_or_a_title_is_the_choice_it_stands_for(string text, string meant)
    {
        await Say("offer Paris Lyon");
        Assert.Equal($"Answered: turn 2 {meant}", await Say(text));
        // What the user wrote is what is kept.
        Assert.Contains($"3 Done {text}", await talk.Log(Conversations.Session(User)));
    }

    [Fact]
    public async Task It_stands_until_the_bot_answers_again()
    {
        await Say("offer Paris Lyon");
        await Say("silent");
        Assert.Equal("Answered: turn 3 chose paris Paris", await Say("1"));
        Assert.Equal("Answered: turn 4 1", await Say("1"));
        await Say("offer Paris Lyon");
        await Say("offer Rome");
        Assert.Equal("Answered: turn 7 chose rome Rome", await Say("1"));
    }

    [Fact]
    public async Task A_failure_and_what_the_bot_says_first_do_not_take_it_away()
    {
        await Say("offer Paris Lyon");
        await Say("throw");
        await SayFirst(new TextMessage("news"));
        Assert.EndsWith("chose lyon Lyon", await Say("2"), StringComparison.Ordinal);
        await Say("offer Paris Lyon");
        await SayFirst(new TextMessage("news") { Suggestions = [new("Read", "read"), new("No")] });
        Assert.EndsWith("chose read Read", await Say("1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_outlives_a_crash()
    {
        await Say("offer Paris Lyon");
        await Say("silent");
        await Say("throw");
        await SayFirst(new TextMessage("news"));
        await talk.Crash();
        Assert.EndsWith("chose lyon Lyon", await Say("2"), StringComparison.Ordinal);
        await talk.Crash();
        Assert.EndsWith(" 2", await Say("2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_loses_no_choice()
    {
        await Say("offer Paris Lyon");
        await talk.Crash();
        talk.Store.FailsReadLog = true;
        Assert.StartsWith("Unavailable", await Say("2", "e"), StringComparison.Ordinal);
        talk.Store.FailsReadLog = false;
        Assert.EndsWith("chose lyon Lyon", await Say("2", "e"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai", "chose lyon Lyon")]
    [InlineData("slack", "2")]
    [InlineData(null, "2")]
    public async Task A_test_user_answers_as_on_the_channel_that_is_played(
        string? played, string meant)
    {
        var session = Conversations.Session("tock-test:u", "tests");
        await Play("offer Paris Lyon");
        await talk.Crash();
        Assert.EndsWith(meant, await Play("2"), StringComparison.Ordinal);

        async Task<string> Play(string text)
        {
            var arrival = new Arrival(
                text,
                MessageCodec.Encode(new InboundEvent(
                    text, talk.Clock.GetUtcNow(), new TextEvent(text), ActsAs: played)),
                WaitFor.Reply,
                TimeSpan.FromSeconds(2));
            Acceptance outcome;
            do
                outcome = await talk.Grain(session).Accept(arrival);
            while (outcome.Status == AcceptanceStatus.Pending);
            return Conversations.Show(outcome);
        }
    }

    private Task<string> Say(string text, string? eventId = null) =>
        talk.Say(User, text, eventId ?? Guid.NewGuid().ToString("N"));

    private async Task SayFirst(BotMessage message)
    {
        var order = Guid.NewGuid().ToString("N");
        Assert.Equal(
            ProactiveStatus.Queued,
            await talk.Grain(Conversations.Session(User)).Say(new ProactiveOrder(
                order,
                MessageCodec.Encode(new InboundEvent(
                    order, talk.Clock.GetUtcNow(), new ProactiveEvent([message]))))));
    }
}
