using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TockOrleans.GrainInterfaces;
using TockOrleans.Grains.Broadcasts;
using Xunit;

namespace TockOrleans.Conversations.Tests.Broadcasts;

/// <summary>What slows a broadcast down, and when it is forgotten.</summary>
public sealed class BroadcastPaceTests : IAsyncLifetime
{
    private const int Rate = 100;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private BroadcastTalk talk = null!;

    public async ValueTask InitializeAsync() => talk = await BroadcastTalk.Start();

    public ValueTask DisposeAsync() => talk.DisposeAsync();

    [Fact]
    public async Task The_longer_the_backlog_of_its_endpoint_the_slower_it_goes()
    {
        await talk.Make(BroadcastTalk.Plan("first", Rate), BroadcastTalk.Users(300));
        await Wait(15_000);
        await talk.Broadcast.Start();
        await talk.AdvanceUntil(async () => await Hold() == "backlog");
        await Pass(5 * Second);
        Assert.Empty(talk.Talk.Channel.Taken);
        // A tenth of the way from where it stops to where it goes at its full rate.
        await Wait(14_000);
        var begun = talk.Clock.GetUtcNow();
        await talk.AdvanceUntil(async () => await Said() >= 60);
        Assert.Equal("backlog", await Hold());
        Assert.InRange((talk.Clock.GetUtcNow() - begun).TotalSeconds, 3, double.MaxValue);
        await Wait(5_000);
        await talk.AdvanceUntil(async () => await Hold() is null);
        await talk.UntilStage(BroadcastStage.Completed);
        Assert.Equal("300 Sent", await talk.Counts());
    }

    [Fact]
    public async Task While_the_channel_takes_nothing_from_its_endpoint_nothing_is_said()
    {
        await talk.Make(BroadcastTalk.Plan("first"), ["u"]);
        await Endpoint.Notify(new EndpointNotice("n1", "uninstalled", Revokes: true, "{}"));
        await talk.Broadcast.Start();
        await talk.AdvanceUntil(async () => await Hold() == "revoked");
        await Pass(5 * Second);
        Assert.Equal("1 Waiting", await talk.Counts());
        await Endpoint.Report(Report(backlog: 0) with { Accepted = 1 });
        await talk.UntilStage(BroadcastStage.Completed);
        Assert.Equal("1 Sent", await talk.Counts());
    }

    [Fact]
    public async Task An_old_one_is_forgotten_once_it_is_settled()
    {
        await talk.Make(BroadcastTalk.Plan("first"), ["u"]);
        await talk.Broadcast.Start();
        await talk.UntilSettled();
        using var service = new BroadcastService(
            talk.Talk.Client,
            Options.Create(new BroadcastOptions { KeptFor = TimeSpan.FromHours(1) }),
            talk.Clock,
            NullLogger<BroadcastService>.Instance);
        await service.StartAsync(TestContext.Current.CancellationToken);
        await Pass(TimeSpan.FromMinutes(50), TimeSpan.FromSeconds(10));
        Assert.Single(await talk.Registry.List());
        await talk.AdvanceUntil(
            async () => (await talk.Registry.List()).Count == 0, TimeSpan.FromSeconds(10));
        Assert.Null(await talk.Broadcast.Get());
        Assert.Null(await talk.Broadcast.List(null, 0, 1));
        Assert.False(await talk.Talk.Client
            .GetGrain<IBroadcastPart>($"{BroadcastTalk.Name}/1/0").Clear());
        await service.StopAsync(TestContext.Current.CancellationToken);
    }

    private IConnectorEndpoint Endpoint =>
        talk.Talk.Client.GetGrain<IConnectorEndpoint>("app/scripted/first");

    private static DeliveryReport Report(int backlog) =>
        new("a node", 0, 0, 0, backlog, null, null, null, CircuitOpen: false);

    private Task Wait(int backlog) => Endpoint.Report(Report(backlog));

    private async Task<string?> Hold() => (await talk.Broadcast.Get())!.Hold;

    private async Task<int> Said() =>
        (await talk.Broadcast.Get())!.Counts.Where(count => count.Key != RecipientOutcome.Waiting)
            .Sum(count => count.Value);

    private Task Pass(TimeSpan time, TimeSpan? step = null)
    {
        var until = talk.Clock.GetUtcNow() + time;
        return talk.AdvanceUntil(
            () => Task.FromResult(talk.Clock.GetUtcNow() >= until), step);
    }
}
