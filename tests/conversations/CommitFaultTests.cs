using TockOrleans.GrainInterfaces;
using TockOrleans.Stores;
using Xunit;

namespace TockOrleans.Conversations.Tests;

public sealed class CommitFaultTests : IAsyncLifetime
{
    private Conversations talk = null!;

    public async ValueTask InitializeAsync() => talk = await Conversations.Start();

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Fact]
    public async Task A_refused_commit_acknowledges_nothing_and_the_retry_is_the_first_turn()
    {
        talk.Store.FailOnce((_, _) =>
            Task.FromResult<CommitResult>(new CommitResult.Refused("the disk is full")));
        Assert.Equal("Unavailable", await talk.Say("u", "a"));
        Assert.Empty(await talk.Log(Conversations.Session("u")));
        Assert.Equal("Answered: turn 1 a", await talk.Say("u", "a"));
    }

    [Fact]
    public async Task A_refused_commit_leaves_the_state_before_it()
    {
        await talk.Say("u", "a");
        talk.Store.FailOnce((_, _) =>
            Task.FromResult<CommitResult>(new CommitResult.Refused("the disk is full")));
        Assert.Equal("Unavailable", await talk.Say("u", "b"));
        Assert.Equal("Answered: turn 2 c", await talk.Say("u", "c"));
        Assert.Equal("Answered: turn 3 b", await talk.Say("u", "b"));
    }

    [Fact]
    public async Task A_conflict_acknowledges_nothing_and_the_truth_is_read_again()
    {
        await talk.Say("u", "a");
        talk.Store.FailOnce((_, _) => Task.FromResult<CommitResult>(new CommitResult.Conflict()));
        Assert.Equal("Unavailable", await talk.Say("u", "b"));
        Assert.Equal("Answered: turn 2 b", await talk.Say("u", "b"));
    }

    [Fact]
    public async Task Another_writer_on_the_session_is_noticed_by_the_store()
    {
        await talk.Say("u", "a");
        var session = Conversations.Session("u");
        var seen = await talk.Store.Real.Load(session, 10);
        await talk.Store.Real.Commit(new SessionCommit(
            session, seen.Handle, seen.Row! with { Version = 2, State = "7"u8.ToArray() }, [], []));
        Assert.Equal("Unavailable", await talk.Say("u", "b"));
        Assert.Equal("Answered: turn 8 b", await talk.Say("u", "b"));
    }

    [Fact]
    public async Task A_commit_that_failed_but_in_fact_landed_is_found_and_not_made_twice()
    {
        await talk.Say("u", "a");
        talk.Store.FailOnce(async (commit, real) =>
        {
            await real.Commit(commit);
            return new CommitResult.Unknown("no answer");
        });
        Assert.Equal("Unavailable", await talk.Say("u", "b"));
        Assert.Equal("Answered: turn 2 b", await talk.Say("u", "b"));
        Assert.Equal(2, talk.Bot.Turns.Count);
        Assert.Equal("Answered: turn 3 c", await talk.Say("u", "c"));
    }

    [Fact]
    public async Task A_store_that_throws_is_an_unknown_outcome()
    {
        talk.Store.FailOnce((_, _) => throw new IOException("as told"));
        Assert.Equal("Unavailable", await talk.Say("u", "a"));
        Assert.Equal("Answered: turn 1 a", await talk.Say("u", "a"));
    }

    [Fact]
    public async Task Everything_that_waits_for_a_failed_commit_is_told()
    {
        var arm = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        talk.Store.FailOnce(async (_, _) =>
        {
            reached.SetResult();
            await arm.Task;
            return new CommitResult.Refused("as told");
        });
        var first = talk.Say("u", "a");
        await reached.Task;
        var second = talk.Say("u", "a");
        var third = talk.Say("u", "b");
        arm.SetResult();
        Assert.Equal("Unavailable", await first);
        // The others failed with it, or came to the next activation, in either order.
        Assert.Contains(
            await second, (string[])["Unavailable", "Answered: turn 1 a", "Answered: turn 2 a"]);
        Assert.Contains(
            await third, (string[])["Unavailable", "Answered: turn 1 b", "Answered: turn 2 b"]);
    }

    [Fact]
    public async Task A_slow_commit_holds_up_its_own_session_only()
    {
        var arm = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        talk.Store.FailOnce(async (commit, real) =>
        {
            reached.SetResult();
            await arm.Task;
            return await real.Commit(commit);
        });
        var slow = talk.Say("u", "a");
        await reached.Task;
        Assert.Equal("Answered: turn 1 a", await talk.Say("neighbour", "a"));
        var next = talk.Call(
            Conversations.Session("u"), "b", WaitFor.Reply, TimeSpan.FromMilliseconds(50));
        Assert.Equal("Pending", await next);
        arm.SetResult();
        Assert.Equal("Answered: turn 1 a", await slow);
        Assert.Equal("Answered: turn 2 b", await talk.Say("u", "b"));
    }
}
