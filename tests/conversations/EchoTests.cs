using Microsoft.Extensions.Time.Testing;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using Xunit;

namespace TockOrleans.Conversations.Tests;

/// <summary>A channel shows us our own messages: what became of a send is known by that.</summary>
public sealed class EchoTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private Conversations talk = null!;

    public async ValueTask InitializeAsync() => talk = await Conversations.Start(clock: clock);

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Theory]
    [InlineData("echo")]
    [InlineData("echoOnce")]
    public async Task A_reply_whose_answer_was_lost_is_not_sent_again_once_it_is_shown(string to)
    {
        LoseTheAnswer();
        await Write(to, "a");
        await Write(to, "b");
        await Attempts(1);
        var lost = talk.Channel.Attempts.First();
        Assert.True(await Show(to, "m77", lost.Key));
        await talk.UntilLog("u", to, log => log.Count(IsSent) == 2);
        Assert.Equal(["turn 1 a", "turn 2 b"], talk.Channel.Attempts.Select(one => one.Text));
        Assert.True(await Show(to, "m77", lost.Key));
        Assert.True(await Tell(to, new ReadEvent(["m77"])));
        Assert.Equal("2 Read turn 1 a", (await talk.Log(Conversations.Session("u", to)))[1]);
    }

    [Fact]
    public async Task What_is_not_shown_in_time_is_sent_again()
    {
        LoseTheAnswer();
        await Write("echo", "a");
        await Attempts(1);
        await Write("echo", "b");
        Assert.Single(talk.Channel.Attempts);
        await Conversations.AdvanceUntil(
            clock,
            TimeSpan.FromSeconds(1),
            () => Task.FromResult(talk.Channel.Attempts.Count == 3));
        Assert.Equal(
            ["turn 1 a", "turn 1 a", "turn 2 b"], talk.Channel.Attempts.Select(one => one.Text));
    }

    [Fact]
    public async Task At_most_once_what_is_not_shown_in_time_is_a_letter_until_it_is()
    {
        LoseTheAnswer();
        await Write("echoOnce", "a");
        await Attempts(1);
        await Conversations.AdvanceUntil(
            clock,
            TimeSpan.FromSeconds(1),
            async () => (await Log("echoOnce"))[1] == "2 Dead turn 1 a");
        Assert.True(await Show("echoOnce", "m77", talk.Channel.Attempts.First().Key));
        Assert.Equal("2 Delivered turn 1 a", (await Log("echoOnce"))[1]);
        Assert.Single(talk.Channel.Attempts);
    }

    [Fact]
    public async Task After_a_crash_an_echo_comes_before_the_reply_is_sent_again()
    {
        talk.Channel.Answer = _ => new TaskCompletionSource<DeliveryOutcome?>().Task;
        await Write("echo", "a");
        await Attempts(1);
        var lost = talk.Channel.Attempts.First();
        talk.Channel.Answer = null;
        await talk.Crash();
        Assert.True(await Show("echo", "m77", lost.Key));
        await talk.UntilLog("u", "echo", log => log[1] == "2 Sent turn 1 a");
        Assert.Single(talk.Channel.Attempts);
    }

    [Fact]
    public async Task Echoes_of_what_is_known_or_somebody_elses_change_nothing()
    {
        await Write("echo", "a");
        await talk.UntilLog("u", "echo", log => log[1] == "2 Sent turn 1 a");
        Assert.True(await Show("echo", "m1", talk.Channel.Attempts.First().Key));
        Assert.True(await Show("echo", "other", "somebody else's"));
        Assert.Equal(["1 Done a", "2 Sent turn 1 a"], await Log("echo"));
    }

    private static bool IsSent(string line) => line.Contains(" Sent ", StringComparison.Ordinal);

    private void LoseTheAnswer()
    {
        var lost = false;
        talk.Channel.Answer = _ =>
        {
            var outcome = lost ? null : new DeliveryOutcome.Unknown("cut");
            lost = true;
            return Task.FromResult<DeliveryOutcome?>(outcome);
        };
    }

    private Task<IReadOnlyList<string>> Log(string endpoint) =>
        talk.Log(Conversations.Session("u", endpoint));

    private Task<string> Write(string endpoint, string text) =>
        talk.Call(Conversations.Session("u", endpoint), text, WaitFor.Durable);

    private Task Attempts(int count) => Conversations.Until(
        () => Task.FromResult(talk.Channel.Attempts.Count >= count));

    private Task<bool> Show(string endpoint, string id, string key) =>
        Tell(endpoint, new EchoedEvent(id, key));

    private Task<bool> Tell(string endpoint, UserEvent what) =>
        talk.Grain(Conversations.Session("u", endpoint)).TakeReceipt(
            MessageCodec.Encode(new InboundEvent("r", clock.GetUtcNow(), what)));
}
