using Microsoft.Extensions.Time.Testing;
using TockOrleans.GrainInterfaces;
using Xunit;

namespace TockOrleans.Conversations.Tests;

/// <summary>Who may hold the connection of an endpoint.</summary>
public sealed class ConnectionSeatTests : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private readonly FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch);
    private Conversations talk = null!;

    public async ValueTask InitializeAsync() =>
        talk = await Conversations.Start(clock: clock);

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Fact]
    public async Task One_node_holds_it_until_its_time_is_over()
    {
        Assert.True((await Ask("a")).Held);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(new ConnectionGrant(false, TimeSpan.FromSeconds(5)), await Ask("b"));
        Assert.True((await Ask("a")).Held);
        clock.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal(new ConnectionGrant(false, TimeSpan.FromSeconds(1)), await Ask("b"));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await Ask("b")).Held);
        Assert.Equal(new ConnectionGrant(false, Lease), await Ask("a"));
    }

    [Fact]
    public async Task Who_leaves_it_makes_room_at_once_and_who_had_it_no_more_leaves_nothing()
    {
        Assert.True((await Ask("a")).Held);
        await Grain.LeaveConnection("b");
        Assert.False((await Ask("b")).Held);
        await Grain.LeaveConnection("a");
        Assert.True((await Ask("b")).Held);
    }

    [Fact]
    public async Task After_a_crash_the_holder_goes_on_and_others_wait_for_its_time_to_be_over()
    {
        Assert.True((await Ask("a")).Held);
        await talk.Crash();
        Assert.Equal(new ConnectionGrant(false, Lease), await Ask("b"));
        clock.Advance(Lease - TimeSpan.FromSeconds(1));
        Assert.True((await Ask("a")).Held);
        Assert.Equal(new ConnectionGrant(false, Lease), await Ask("b"));
        await talk.Crash();
        Assert.False((await Ask("b")).Held);
        clock.Advance(Lease);
        Assert.True((await Ask("b")).Held);
    }

    [Fact]
    public async Task After_a_crash_nobody_waits_for_a_holder_that_left()
    {
        Assert.True((await Ask("a")).Held);
        await Grain.LeaveConnection("a");
        await talk.Crash();
        Assert.True((await Ask("b")).Held);
    }

    [Fact]
    public async Task The_health_tells_how_the_connection_is_as_long_as_its_holder_is_there()
    {
        Assert.Null((await Grain.GetHealth()).Connection);
        await Grain.HoldConnection(new ConnectionClaim("a", Lease));
        Assert.Equal(
            new ConnectionHealth(false, null, null, null), (await Grain.GetHealth()).Connection);
        var since = clock.GetUtcNow();
        await Grain.HoldConnection(new ConnectionClaim("a", Lease, since, "closed 1006", since));
        Assert.Equal(
            new ConnectionHealth(true, since, "closed 1006", since),
            (await Grain.GetHealth()).Connection);
        clock.Advance(Lease);
        Assert.Equal(
            new ConnectionHealth(false, null, "closed 1006", since),
            (await Grain.GetHealth()).Connection);
    }

    private IConnectorEndpoint Grain =>
        talk.Client.GetGrain<IConnectorEndpoint>("app/scripted/push");

    private Task<ConnectionGrant> Ask(string node) =>
        Grain.HoldConnection(new ConnectionClaim(node, Lease));
}
