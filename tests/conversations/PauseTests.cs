using Microsoft.Extensions.Time.Testing;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using Xunit;

namespace TockOrleans.Conversations.Tests;

/// <summary>A person takes over, and the bot is silent.</summary>
public sealed class PauseTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private Conversations talk = null!;

    public async ValueTask InitializeAsync() => talk = await Conversations.Start(clock: clock);

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Fact]
    public async Task A_paused_bot_logs_and_says_nothing_until_it_is_told_to_go_on()
    {
        await talk.Say("u", "a");
        Assert.True(await Session.Pause(DateTimeOffset.MaxValue));
        Assert.Equal("Answered", await talk.Say("u", "b"));
        await talk.Crash();
        Assert.Equal("Answered", await talk.Say("u", "c"));
        Assert.True(await Session.Resume());
        Assert.Equal("Answered: turn 2 d", await talk.Say("u", "d"));
        Assert.Equal(
            ["1 Done a", "2 Answered turn 1 a", "3 Done b", "4 Done c", "5 Done d",
                "6 Answered turn 2 d"],
            await talk.Log(Conversations.Session("u")));
    }

    [Fact]
    public async Task A_pause_ends_by_itself()
    {
        await Session.Pause(clock.GetUtcNow().AddMinutes(10));
        Assert.Equal("Answered", await talk.Say("u", "a"));
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("Answered: turn 1 b", await talk.Say("u", "b"));
    }

    [Fact]
    public async Task Who_answers_in_the_bots_place_silences_it_for_a_while()
    {
        await Happened("h1", HandoverKind.Answered);
        clock.Advance(talk.Options.AnswerPause / 2);
        await Happened("h2", HandoverKind.Answered);
        clock.Advance(talk.Options.AnswerPause * 0.75);
        Assert.Equal("Answered", await talk.Say("u", "a"));
        clock.Advance(talk.Options.AnswerPause / 2);
        Assert.Equal("Answered: turn 1 b", await talk.Say("u", "b"));
    }

    [Fact]
    public async Task Who_takes_the_conversation_has_it_until_it_is_given_back()
    {
        await Happened("h1", HandoverKind.Taken);
        clock.Advance(talk.Options.TakeoverPause / 2);
        Assert.Equal("Answered", await talk.Say("u", "a"));
        await Happened("h2", HandoverKind.Requested);
        Assert.Equal("Answered", await talk.Say("u", "b"));
        await Happened("h3", HandoverKind.Passed);
        Assert.Equal("Answered: turn 1 c", await talk.Say("u", "c"));
    }

    [Fact]
    public async Task An_operator_speaks_in_a_paused_conversation()
    {
        await talk.Say("u", "a");
        await Session.Pause(DateTimeOffset.MaxValue);
        Assert.Equal(
            ProactiveStatus.Queued,
            await Session.Say(new ProactiveOrder("o1", MessageCodec.Encode(new InboundEvent(
                "o1", clock.GetUtcNow(), new ProactiveEvent([new TextMessage("news")]))))));
        Assert.Equal("Answered: news", await talk.Say("u", "b"));
    }

    private IUserSession Session => talk.Grain(Conversations.Session("u"));

    private async Task Happened(string id, HandoverKind kind)
    {
        var inbound = new InboundEvent(id, clock.GetUtcNow(), new HandoverEvent(kind, "inbox"));
        var outcome = await Session.Accept(new Arrival(
            id, MessageCodec.Encode(inbound), WaitFor.Durable, TimeSpan.FromSeconds(2)));
        Assert.Equal(AcceptanceStatus.Durable, outcome.Status);
    }
}
