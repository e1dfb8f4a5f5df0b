using Microsoft.Extensions.Time.Testing;
using TockOrleans.GrainInterfaces;
using TockOrleans.Stores;
using Xunit;

namespace TockOrleans.Conversations.Tests;

/// <summary>
/// What was kept long enough goes; whoever talks notices nothing. In seconds, where a bot would
/// keep days: Orleans ticks through all of the time that a test turns.
/// </summary>
public sealed class RetentionTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private Conversations talk = null!;

    public async ValueTask InitializeAsync()
    {
        talk = await Conversations.Start(clock: clock);
        talk.Retention.Conversations = TimeSpan.FromSeconds(30);
    }

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Fact]
    public async Task Old_conversations_go_and_those_that_go_on_lose_their_old_part_only()
    {
        await talk.Say("gone", "a");
        await talk.Say("stays", "b");
        clock.Advance(TimeSpan.FromSeconds(20));
        await talk.Say("stays", "c");
        clock.Advance(TimeSpan.FromSeconds(11));
        await Round();
        Assert.Empty(await talk.Log(Conversations.Session("gone")));
        Assert.Null((await Load("gone")).Row);
        Assert.Equal(
            ["3 Done c", "4 Answered turn 2 c"], await talk.Log(Conversations.Session("stays")));
        Assert.Equal("Answered: turn 3 d", await talk.Say("stays", "d"));
        Assert.Equal("Answered: turn 1 e", await talk.Say("gone", "e"));
    }

    [Fact]
    public async Task A_session_in_which_something_happened_meanwhile_is_not_taken_for_silent()
    {
        await talk.Say("u", "a");
        var seen = (await Load("u")).Row!.Version;
        await talk.Say("u", "b");
        Assert.False(await talk.Grain(Conversations.Session("u")).EraseAt(seen));
        Assert.Equal("Answered: turn 3 c", await talk.Say("u", "c"));
        Assert.True(await talk.Grain(Conversations.Session("u"))
            .EraseAt((await Load("u")).Row!.Version));
        Assert.Null((await Load("u")).Row);
    }

    [Fact]
    public async Task Without_a_time_conversations_stay_and_the_audit_goes_with_its_own()
    {
        talk.Retention.Conversations = null;
        talk.Retention.Audit = TimeSpan.FromSeconds(30);
        await talk.Say("u", "a");
        await Note("old");
        clock.Advance(TimeSpan.FromSeconds(20));
        await Note("new");
        clock.Advance(TimeSpan.FromSeconds(11));
        await Round();
        Assert.Equal("new", Assert.Single(await talk.Archive.FindAudit(null, 10)).What);
        Assert.Equal(2, (await talk.Log(Conversations.Session("u"))).Count);
    }

    private Task Note(string what) => talk.Archive.Audit(
        new AuditEntry(0, clock.GetUtcNow(), "ann", "operator", what, "t", "ok"));

    // A second one on the same day does nothing.
    private async Task Round()
    {
        var retention = talk.Client.GetGrain<IRetention>(IRetention.Key);
        while (await retention.Step())
        {
            // A step more.
        }
        Assert.False(await retention.Step());
    }

    private Task<SessionSnapshot> Load(string user) =>
        talk.Store.Real.Load(Conversations.Session(user), 1);
}
