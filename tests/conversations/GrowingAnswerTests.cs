using System.Collections.Concurrent;
using TockOrleans.GrainInterfaces;
using TockOrleans.GrainInterfaces.Streams;
using TockOrleans.Messages;
using Xunit;

namespace TockOrleans.Conversations.Tests;

/// <summary>Answers that are shown while they grow, and stories that the user stops.</summary>
public sealed class GrowingAnswerTests : IAsyncLifetime
{
    private static readonly SessionId Session = Conversations.Session("u", "live");

    private readonly Node node = new();
    private Conversations talk = null!;

    public async ValueTask InitializeAsync() => talk = await Conversations.Start();

    public ValueTask DisposeAsync()
    {
        talk.Bot.ReleaseAll();
        return talk.DisposeAsync();
    }

    [Fact]
    public async Task Who_asked_sees_it_grow_and_it_is_kept_once()
    {
        var answering = Ask("grow");
        Assert.Equal(["first", "a"], await Seen(1));
        talk.Bot.Release("grow a");
        Assert.Equal(["first", "ab"], await Seen(2));
        // Nothing of it is on disk.
        Assert.Empty(await talk.Log(Session));
        talk.Bot.Release("grow ab");
        Assert.Equal(["first", "abc"], await Seen(3));
        talk.Bot.Release("grow abc");
        var answer = await answering;
        Assert.Equal(["first", "abc"], Texts(answer.Replies.Select(reply => reply.Body)));
        Assert.All(node.Shown, shown => Assert.Equal(answer.ResponseId, shown.ResponseId));
        Assert.All(node.Shown, shown => Assert.Equal("grow", shown.EventId));
        Assert.Equal(
            ["1 Done grow", "2 Answered first", "3 Answered abc"], await talk.Log(Session));
        Assert.Equal(3, node.Shown.Count);
    }

    [Fact]
    public async Task A_node_that_fails_holds_no_story_up()
    {
        node.Fails = true;
        var answering = Ask("grow");
        await Seen(1);
        foreach (var gate in new[] { "grow a", "grow ab", "grow abc" })
            talk.Bot.Release(gate);
        Assert.Equal("abc", Texts((await answering).Replies.Select(reply => reply.Body))[^1]);
    }

    [Fact]
    public async Task Of_a_story_that_fails_half_way_only_the_apology_is_kept()
    {
        var answering = Ask("grow and throw");
        Assert.Equal(["first", "a"], await Seen(1));
        talk.Bot.Release("grow and throw a");
        var answer = await answering;
        Assert.Equal(["technical error"], Texts(answer.Replies.Select(reply => reply.Body)));
        Assert.Equal(node.Shown.Single().ResponseId, answer.ResponseId);
        Assert.Equal(
            ["1 Failed grow and throw", "2 Answered technical error"], await talk.Log(Session));
    }

    [Fact]
    public async Task What_was_said_until_the_user_stops_it_is_the_answer_and_once()
    {
        Assert.False(await talk.Grain(Session).Cancel(null));
        var answering = Ask("grow");
        await Seen(1);
        talk.Bot.Release("grow a");
        await Seen(2);
        Assert.False(await talk.Grain(Session).Cancel("another"));
        Assert.True(await talk.Grain(Session).Cancel("grow"));
        Assert.Equal(
            ["first", "ab"], Texts((await answering).Replies.Select(reply => reply.Body)));
        Assert.False(await talk.Grain(Session).Cancel(null));
        // The same event again brings the same answer, and the dialog is what it was.
        Assert.Equal(
            ["first", "ab"], Texts((await Ask("grow")).Replies.Select(reply => reply.Body)));
        Assert.Equal("turn 1 next", Texts((await Ask("next")).Replies.Select(r => r.Body))[0]);
    }

    [Fact]
    public async Task A_story_that_says_nothing_of_it_ends_without_an_apology()
    {
        var answering = Ask("wait");
        await talk.Bot.Begun("wait");
        Assert.True(await talk.Grain(Session).Cancel(null));
        var answer = await answering;
        Assert.Equal(AcceptanceStatus.Answered, answer.Status);
        Assert.Empty(answer.Replies);
    }

    private Task<Acceptance> Ask(string text) => Ask(
        text, talk.Client.CreateObjectReference<IReplyTarget>(node));

    private async Task<Acceptance> Ask(string text, IReplyTarget target)
    {
        var arrival = new Arrival(
            text,
            MessageCodec.Encode(new InboundEvent(
                text, new DateTimeOffset(2026, 1, 1, 0, 0, 0, default), new TextEvent(text))),
            WaitFor.Reply,
            TimeSpan.FromSeconds(2))
        {
            ShownTo = target,
        };
        Acceptance outcome;
        do
            outcome = await talk.Grain(Session).Accept(arrival);
        while (outcome.Status == AcceptanceStatus.Pending);
        return outcome;
    }

    private async Task<string[]> Seen(int count)
    {
        await Conversations.Until(() => Task.FromResult(node.Shown.Count >= count));
        return Texts(node.Shown.ElementAt(count - 1).Messages);
    }

    private static string[] Texts(IEnumerable<byte[]> messages) =>
        [.. messages.Select(body => ((TextMessage)MessageCodec.DecodeMessage(body)).Text)];

    private sealed class Node : IReplyTarget
    {
        public ConcurrentQueue<GrowingReplies> Shown { get; } = new();

        public bool Fails { get; set; }

        public Task<bool> Push(PushedReplies pushed) => Task.FromResult(true);

        public Task Show(GrowingReplies growing)
        {
            Shown.Enqueue(growing);
            return Fails
                ? Task.FromException(new InvalidOperationException("as told"))
                : Task.CompletedTask;
        }
    }
}
