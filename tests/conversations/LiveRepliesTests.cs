using System.Collections.Concurrent;
using TockOrleans.GrainInterfaces;
using TockOrleans.GrainInterfaces.Streams;
using TockOrleans.Messages;
using Xunit;

namespace TockOrleans.Conversations.Tests;

/// <summary>Replies on the streams that clients hold open.</summary>
public sealed class LiveRepliesTests : IAsyncLifetime
{
    private readonly Node node = new();
    private Conversations talk = null!;

    public async ValueTask InitializeAsync()
    {
        talk = await Conversations.Start();
        await Ask("hello");
    }

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Fact]
    public async Task What_is_answered_goes_to_the_clients_under_the_same_name()
    {
        await Connect();
        var answer = await Ask("three");
        Assert.Equal(3, answer.Replies.Count);
        var pushed = await node.Next();
        Assert.Equal(answer.ResponseId, pushed.ResponseId);
        Assert.Equal(answer.Replies.Select(one => one.Seq), pushed.Replies.Select(one => one.Seq));
        Assert.Equal(answer.ResponseId, (await Ask("three")).ResponseId);
        Assert.NotEqual(answer.ResponseId, (await Ask("a")).ResponseId);
    }

    [Fact]
    public async Task What_a_client_took_is_not_said_again_and_what_none_took_is()
    {
        await Connect();
        Assert.Equal(ProactiveStatus.Queued, await Say("o1", "taken"));
        Assert.Equal(["taken"], Texts(await node.Next()));
        await Until(async () => (await talk.Log(Session))[^1] == "4 Answered taken");
        node.Takes = false;
        Assert.Equal(ProactiveStatus.Queued, await Say("o2", "left"));
        Assert.Equal(["left"], Texts(await node.Next()));
        Assert.Equal(["left", "turn 2 a"], Texts(await Ask("a")));
    }

    [Fact]
    public async Task A_client_that_comes_later_gets_what_none_has_and_once()
    {
        await Say("o1", "one");
        await Say("o2", "two");
        await talk.Crash();
        var missed = await Grain.ReadReplies(null);
        Assert.Equal(["one", "two"], missed.Answers.SelectMany(Texts));
        Assert.Equal(2, missed.Answers.Select(answer => answer.ResponseId).Distinct().Count());
        await Grain.HandOver([.. missed.Answers.SelectMany(a => a.Replies).Select(r => r.Seq)]);
        Assert.Empty((await Grain.ReadReplies(null)).Answers);
        Assert.Equal(["turn 2 a"], Texts(await Ask("a")));
    }

    [Fact]
    public async Task A_client_that_returns_gets_all_since_it_was_there()
    {
        await Ask("a");
        var there = (await Grain.ReadReplies(null)).Position;
        await Ask("three");
        await Say("o1", "news");
        var missed = await Grain.ReadReplies(there);
        Assert.Equal(
            ["three 1", "three 2", "three 3", "news"], missed.Answers.SelectMany(Texts));
        Assert.Equal(2, missed.Answers.Count);
        Assert.Equal((await Ask("three")).ResponseId, missed.Answers[0].ResponseId);
        Assert.Empty((await Grain.ReadReplies(missed.Position)).Answers);
        // In the middle of an answer: the rest of it, under its name.
        var rest = await Grain.ReadReplies(there with { Seq = there.Seq + 2 });
        Assert.Equal(["three 2", "three 3", "news"], rest.Answers.SelectMany(Texts));
        Assert.Equal(missed.Answers[0].ResponseId, rest.Answers[0].ResponseId);
    }

    [Fact]
    public async Task A_client_of_an_erased_session_gets_what_is_new()
    {
        await Ask("a");
        await Ask("b");
        var there = (await Grain.ReadReplies(null)).Position;
        await Grain.Erase();
        await Ask("c");
        await Say("o1", "anew");
        var missed = await Grain.ReadReplies(there);
        Assert.Equal(["anew"], missed.Answers.SelectMany(Texts));
        Assert.NotEqual(there.Session, missed.Position.Session);
    }

    [Fact]
    public async Task What_waited_for_a_client_is_offered_again_after_a_crash()
    {
        await Say("o1", "news");
        await talk.Crash();
        await Connect();
        await Grain.Recover();
        Assert.Equal(["news"], Texts(await node.Next()));
        await Until(async () => (await talk.Log(Session))[^1] == "4 Answered news");
    }

    [Fact]
    public async Task Each_push_names_the_reply_before_it_whoever_got_that()
    {
        var unknown = await Ask("three");
        await Connect();
        await Ask("a");
        var first = await node.Next();
        Assert.Equal(unknown.Replies[^1].Seq, first.After);
        Assert.Equal(ProactiveStatus.Queued, await Say("o1", "news"));
        var second = await node.Next();
        Assert.Equal(first.Replies[^1].Seq, second.After);
        await talk.Crash();
        await Connect();
        await Ask("b");
        Assert.Equal(second.Replies[^1].Seq, (await node.Next()).After);
    }

    [Fact]
    public async Task A_node_is_told_once_each_silo_goes_by_a_list_with_it()
    {
        var nodes = talk.Client.GetGrain<IStreamNodes>(0);
        var target = talk.Client.CreateObjectReference<IReplyTarget>(node);
        var before = await nodes.Register("one", target);
        var list = await nodes.Ask("silo", 0);
        Assert.Contains("one", list.Nodes.Keys);
        // The silo may not have it yet: it goes by the list when it says so.
        await Until(async () => await nodes.Register("one", target) > before);
        before = await nodes.Register("one", target);
        await nodes.Ask("silo", list.Number);
        Assert.Equal(before + 1, await nodes.Register("one", target));
        await nodes.Ask("silo", list.Number);
        Assert.Equal(before + 1, await nodes.Register("one", target));
        await nodes.Register("two", target);
        Assert.NotEqual(list.Number, (await nodes.Ask("silo", list.Number)).Number);
    }

    [Fact]
    public async Task A_node_that_fails_holds_nobody_up()
    {
        await Connect();
        node.Fails = true;
        Assert.Equal(ProactiveStatus.Queued, await Say("o1", "news"));
        Assert.Equal(["news", "turn 2 a"], Texts(await Ask("a")));
    }

    private static SessionId Session { get; } = Conversations.Session("u", "live");

    private IUserSession Grain => talk.Grain(Session);

    // Until the silo knows the node: seen by what another session says.
    private async Task Connect()
    {
        node.IsKnown = false;
        var target = talk.Client.CreateObjectReference<IReplyTarget>(node);
        await talk.Client.GetGrain<IStreamNodes>(0).Register("test", target);
        var other = Conversations.Session("other", "live");
        await Until(async () =>
        {
            await talk.Call(other, Guid.NewGuid().ToString("N"), WaitFor.Reply);
            return node.IsKnown;
        });
    }

    private Task<Acceptance> Ask(string text) => Grain.Accept(new Arrival(
        text,
        MessageCodec.Encode(new InboundEvent(
            text, new DateTimeOffset(2026, 1, 1, 0, 0, 0, default), new TextEvent(text))),
        WaitFor.Reply,
        TimeSpan.FromSeconds(2)));

    private Task<ProactiveStatus> Say(string order, string text) => Grain.Say(new ProactiveOrder(
        order,
        MessageCodec.Encode(new InboundEvent(
            order,
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, default),
            new ProactiveEvent([new TextMessage(text)])))));

    private static string[] Texts(Acceptance answer) => Texts(answer.Replies);

    private static string[] Texts(PushedReplies answer) => Texts(answer.Replies);

    private static string[] Texts(IEnumerable<StoredReply> replies) => [.. replies.Select(reply =>
        ((TextMessage)MessageCodec.DecodeMessage(reply.Body)).Text)];

    private static Task Until(Func<Task<bool>> holds) => Conversations.Until(holds);

    private sealed class Node : IReplyTarget
    {
        public ConcurrentQueue<PushedReplies> Pushed { get; } = new();

        public bool Takes { get; set; } = true;

        public bool Fails { get; set; }

        public bool IsKnown { get; set; }

        public Task<bool> Push(PushedReplies pushed)
        {
            IsKnown = true;
            if (pushed.Session != Session.ToString())
                return Task.FromResult(true);
            if (Fails)
                throw new InvalidOperationException("as told");
            Pushed.Enqueue(pushed);
            return Task.FromResult(Takes);
        }

        public Task Show(GrowingReplies growing) => Task.CompletedTask;

        public async Task<PushedReplies> Next()
        {
            PushedReplies? next = null;
            await Until(() => Task.FromResult(Pushed.TryDequeue(out next)));
            return next!;
        }
    }
}
