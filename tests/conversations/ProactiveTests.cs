using Microsoft.Extensions.Time.Testing;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using Xunit;

namespace TockOrleans.Conversations.Tests;

/// <summary>The bot speaks first.</summary>
public sealed class ProactiveTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private Conversations talk = null!;

    public async ValueTask InitializeAsync() => talk = await Conversations.Start(clock: clock);

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Fact]
    public async Task It_is_said_once_in_its_place_where_the_user_last_wrote()
    {
        await Write("push", "a");
        Assert.Equal(ProactiveStatus.Queued, await Say("push", "o1", "news"));
        await Write("push", "b");
        Assert.Equal(ProactiveStatus.Queued, await Say("push", "o1", "news"));
        await Taken(3);
        Assert.Equal(["turn 1 a", "news", "turn 2 b"], talk.Channel.TextsOf("u"));
        Assert.Equal(new ProactiveReport(0, 1, 0), await Followed("push", "o1"));
        Assert.Null(await Grain("push").Follow("o2"));
    }

    [Fact]
    public async Task A_session_last_seen_before_a_crash_is_reached_after_it()
    {
        await Write("push", "a");
        await Taken(1);
        await talk.Crash();
        Assert.Equal(ProactiveStatus.Queued, await Say("push", "o1", "news"));
        await Taken(2);
        await talk.Crash();
        Assert.Equal(ProactiveStatus.Queued, await Say("push", "o1", "news"));
        Assert.Equal(["turn 1 a", "news"], talk.Channel.TextsOf("u"));
    }

    [Fact]
    public async Task Outside_the_window_nothing_is_said_but_under_a_rule_of_the_channel()
    {
        await Write("window", "a");
        await Taken(1);
        clock.Advance(TimeSpan.FromHours(20));
        Assert.Equal(ProactiveStatus.Queued, await Say("window", "o1", "in time"));
        await Taken(2);
        // What the bot says opens no window.
        clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal(ProactiveStatus.OutsideWindow, await Say("window", "o2", "late"));
        Assert.Equal(ProactiveStatus.OutsideWindow, await Say("window", "o3", "late", "NONE"));
        Assert.Equal(ProactiveStatus.Queued, await Say("window", "o4", "by a person", "PERSON"));
        clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(ProactiveStatus.OutsideWindow, await Say("window", "o5", "late", "PERSON"));
        Assert.Equal(ProactiveStatus.Queued, await Say("window", "o6", "useful", "UTILITY"));
        await Taken(4);
        Assert.Equal(
            ["turn 1 a", "in time", "by a person", "useful"], talk.Channel.TextsOf("u"));
        Assert.Null(await Grain("window").Follow("o2"));
    }

    [Fact]
    public async Task Who_never_wrote_is_reached_where_the_channel_tells_how()
    {
        Assert.Equal(ProactiveStatus.NoConversation, await Say("push", "o1", "news"));
        Assert.Equal(ProactiveStatus.NoConversation, await Say("sync", "o1", "news"));
        Assert.Equal(ProactiveStatus.Unsupported, await Say("narrow", "o1", "news"));
        Assert.Equal(ProactiveStatus.Queued, await Say("first", "o1", "news"));
        await Taken(1);
        Assert.Equal(["news"], talk.Channel.TextsOf("x"));
    }

    [Fact]
    public async Task A_story_is_told_what_it_is_about_and_nothing_is_said_where_it_fails()
    {
        await Write("push", "a");
        Assert.Equal(ProactiveStatus.Queued, await Tell("push", "o1", "parcel"));
        Assert.Equal(ProactiveStatus.Failed, await Tell("push", "o2", "throw"));
        Assert.Equal(ProactiveStatus.Failed, await Tell("push", "o2", "throw"));
        await Taken(2);
        Assert.Equal(["turn 1 a", "turn 2 parcel seven"], talk.Channel.TextsOf("u"));
        Assert.Equal(new ProactiveReport(0, 0, 0), await Followed("push", "o2"));
    }

    [Fact]
    public async Task Where_nobody_can_be_called_it_goes_with_the_next_answer()
    {
        await talk.Say("u", "a");
        Assert.Equal(ProactiveStatus.Queued, await Say("sync", "o1", "news"));
        await talk.Crash();
        clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(new ProactiveReport(1, 0, 0), await Followed("sync", "o1"));
        Assert.Equal("Answered: news | turn 2 b", await talk.Say("u", "b"));
        Assert.Equal(new ProactiveReport(0, 0, 0), await Followed("sync", "o1"));
    }

    [Fact]
    public async Task What_was_not_taken_is_reported()
    {
        await Write("push", "a");
        await Taken(1);
        talk.Channel.Answer = _ => Task.FromResult<DeliveryOutcome?>(
            new DeliveryOutcome.Rejected("551"));
        await Say("push", "o1", "news");
        await Conversations.Until(async () =>
            await Followed("push", "o1") == new ProactiveReport(0, 0, 1, "rejected:551"));
    }

    [Fact]
    public async Task The_erased_are_not_spoken_to_by_the_same_order_again()
    {
        await Write("first", "a");
        await Say("first", "o1", "news");
        await Grain("first").Erase();
        await Conversations.Until(async () =>
            await Say("first", "o1", "news") == ProactiveStatus.Erased);
    }

    private IUserSession Grain(string endpoint) =>
        talk.Grain(Conversations.Session("u", endpoint));

    private Task<ProactiveReport?> Followed(string endpoint, string order) =>
        Grain(endpoint).Follow(order);

    private Task<string> Write(string endpoint, string text) =>
        talk.Call(Conversations.Session("u", endpoint), text, WaitFor.Durable);

    private Task Taken(int count) => Conversations.Until(
        () => Task.FromResult(talk.Channel.Taken.Count == count),
        () => string.Join(", ", talk.Channel.Taken));

    private Task<ProactiveStatus> Say(
        string endpoint, string order, string text, string? tag = null) =>
        Order(endpoint, order, new ProactiveEvent([new TextMessage(text)], Tag: tag));

    private Task<ProactiveStatus> Tell(string endpoint, string order, string story) => Order(
        endpoint,
        order,
        new ProactiveEvent(Story: story, Parameters: new Dictionary<string, string>
        {
            ["name"] = "seven",
        }));

    private Task<ProactiveStatus> Order(string endpoint, string order, ProactiveEvent what) =>
        Grain(endpoint).Say(new ProactiveOrder(
            order, MessageCodec.Encode(new InboundEvent(order, clock.GetUtcNow(), what))));
}
