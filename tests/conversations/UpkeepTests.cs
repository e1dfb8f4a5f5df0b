using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Grains.Endpoints;
using Xunit;

namespace TockOrleans.Conversations.Tests;

/// <summary>An endpoint is looked after by its grain, whoever reminds it.</summary>
public sealed class UpkeepTests : IAsyncLifetime
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private readonly List<string?> looks = [];
    private UpkeepReport found = new();
    private Conversations talk = null!;

    public async ValueTask InitializeAsync()
    {
        talk = await Conversations.Start(clock: clock);
        talk.Look = token =>
        {
            lock (looks)
                looks.Add(token);
            return Task.FromResult(found);
        };
    }

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Fact]
    public async Task It_is_looked_at_once_in_its_time_whoever_reminds_of_it()
    {
        Assert.Null((await Grain.GetHealth()).Upkeep);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Grain.Tend()));
        Assert.Single(looks);
        clock.Advance(Every - Second);
        await Grain.Tend();
        Assert.Single(looks);
        clock.Advance(2 * Second);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Grain.Tend()));
        Assert.Equal(2, looks.Count);
    }

    [Fact]
    public async Task While_one_look_takes_its_time_there_is_no_other()
    {
        var answer = new TaskCompletionSource<UpkeepReport>();
        var looking = new TaskCompletionSource();
        talk.Look = _ =>
        {
            Assert.True(looking.TrySetResult(), "two looks at once");
            return answer.Task;
        };
        var first = Grain.Tend();
        await looking.Task.WaitAsync(Conversations.Limit, TestContext.Current.CancellationToken);
        await Grain.Tend();
        await Grain.Tend();
        Assert.False(first.IsCompleted);
        answer.SetResult(new UpkeepReport(Done: "subscribed"));
        await first;
        Assert.Equal("subscribed", (await Grain.GetHealth()).Upkeep?.Done);
    }

    [Fact]
    public async Task Its_health_tells_the_problem_until_it_is_gone_and_what_was_put_right()
    {
        found = new UpkeepReport("not subscribed: 200");
        await Grain.Tend();
        var begun = clock.GetUtcNow();
        var health = (await Grain.GetHealth()).Upkeep!;
        Assert.Equal(("not subscribed: 200", (string?)null), (health.Problem, health.Done));
        Assert.InRange(health.At - begun, TimeSpan.Zero, Second);
        clock.Advance(Every + Second);
        found = new UpkeepReport(Done: "subscribed");
        await Grain.Tend();
        clock.Advance(Every + Second);
        found = new UpkeepReport();
        await Grain.Tend();
        health = (await Grain.GetHealth()).Upkeep!;
        Assert.Equal(((string?)null, "subscribed"), (health.Problem, health.Done));
        Assert.InRange(health.At - begun, 2 * Every, 2 * (Every + Second) + Second);
    }

    [Fact]
    public async Task It_is_looked_at_anew_when_its_settings_change_and_by_the_next_silo()
    {
        await Grain.Tend();
        talk.Directory.Replace([talk.Tended(version: 1)]);
        await Grain.Tend();
        await Grain.Tend();
        Assert.Equal(2, looks.Count);
        talk.Directory.Replace([]);
        clock.Advance(Every + Second);
        await Grain.Tend();
        Assert.Equal(2, looks.Count);
        await talk.Crash();
        Assert.Null((await Grain.GetHealth()).Upkeep);
        await Grain.Tend();
        Assert.Equal(3, looks.Count);
    }

    [Fact]
    public async Task It_is_looked_at_with_its_token_and_without_one_nobody_is_asked()
    {
        talk.Issue = _ => new CredentialsResult.Refused("invalid_client");
        await Grain.Tend();
        Assert.Empty(looks);
        Assert.Equal("invalid_client", (await Grain.GetHealth()).Upkeep?.Problem);
        talk.Issue = _ => new CredentialsResult.Issued(new Credentials("t1", null, null));
        clock.Advance(Every + Second);
        await Grain.Tend();
        Assert.Equal(["t1"], looks);
        Assert.Null((await Grain.GetHealth()).Upkeep?.Problem);
    }

    [Fact]
    public async Task A_look_that_breaks_is_tried_again_at_the_next_reminder()
    {
        talk.Look = _ => throw new InvalidOperationException("a bug");
        await Assert.ThrowsAsync<InvalidOperationException>(Grain.Tend);
        talk.Look = _ => Task.FromResult(new UpkeepReport(Done: "subscribed"));
        await Grain.Tend();
        Assert.Equal("subscribed", (await Grain.GetHealth()).Upkeep?.Done);
    }

    [Fact]
    public async Task A_node_reminds_of_every_endpoint_that_needs_it_and_of_no_other()
    {
        using var service = new UpkeepService(
            talk.Client, talk.Directory, clock, NullLogger<UpkeepService>.Instance);
        await service.StartAsync(TestContext.Current.CancellationToken);
        await Conversations.Until(() =>
        {
            clock.Advance(Second);
            lock (looks)
                return Task.FromResult(looks.Count == 1);
        });
        await service.StopAsync(TestContext.Current.CancellationToken);
        var other = talk.Client.GetGrain<IConnectorEndpoint>("app/scripted/push");
        Assert.Null((await other.GetHealth()).Upkeep);
    }

    private IConnectorEndpoint Grain =>
        talk.Client.GetGrain<IConnectorEndpoint>("app/scripted/tended");
}
