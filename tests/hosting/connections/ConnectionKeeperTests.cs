using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Ingress;
using TockOrleans.Ingress.Connections;
using TockOrleans.Ingress.Endpoints;
using TockOrleans.Messages;

namespace TockOrleans.Hosting.Tests.Connections;

/// <summary>A node's part in the connections of endpoints, by a clock of the test.</summary>
public sealed class ConnectionKeeperTests : IAsyncDisposable
{
    private static readonly EndpointId Id = new("app", "echo", "link");
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch);
    private readonly LinkConnector connector = new();
    private readonly EndpointDirectory directory;
    private readonly ServiceProvider services;
    private readonly ConnectionKeeper keeper;
    private readonly ConcurrentQueue<string> left = new();
    private readonly ConcurrentQueue<EndpointNotice> notices = new();
    private Func<ConnectionClaim, Task<ConnectionGrant>> answer = _ => Held;
    private ConnectionClaim? claim;

    public ConnectionKeeperTests()
    {
        directory = new EndpointDirectory([Endpoint()]);
        var grain = Grains.Answering<IConnectorEndpoint>((method, arguments) => method.Name switch
        {
            nameof(IConnectorEndpoint.HoldConnection) =>
                answer(claim = (ConnectionClaim)arguments[0]!),
            nameof(IConnectorEndpoint.LeaveConnection) => Leave((string)arguments[0]!),
            nameof(IConnectorEndpoint.Notify) => Notify((EndpointNotice)arguments[0]!),
            _ => throw new InvalidOperationException($"not expected: {method}"),
        });
        services = new ServiceCollection()
            .AddLogging()
            .AddMetrics()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(new Random(1))
            .AddSingleton(directory)
            .AddSingleton(Grains.Of(grain))
            .AddIngress()
            .AddSingleton<ConnectionKeeper>()
            .BuildServiceProvider();
        keeper = services.GetRequiredService<ConnectionKeeper>();
    }

    private static Task<ConnectionGrant> Held =>
        Task.FromResult(new ConnectionGrant(true, TimeSpan.Zero));

    private static Task<ConnectionGrant> Taken =>
        Task.FromResult(new ConnectionGrant(false, TimeSpan.FromSeconds(4)));

    public async ValueTask DisposeAsync()
    {
        await keeper.StopAsync(CancellationToken.None);
        keeper.Dispose();
        await services.DisposeAsync();
    }

    [Fact]
    public async Task A_node_connects_once_it_may_and_asks_again_well_before_its_time_is_over()
    {
        answer = _ => Taken;
        await keeper.StartAsync(Stop);
        await Pass(TimeSpan.FromSeconds(20));
        Assert.Empty(connector.Links);
        answer = _ => Held;
        await Until(() => connector.Links.Count == 1);
        await Pass(Lease * 4);
        var link = Assert.Single(connector.Links);
        Assert.False(link.IsOver);
        Assert.Equal(link.At, claim!.Since);
    }

    [Fact]
    public async Task A_node_that_is_told_no_closes_the_connection()
    {
        await keeper.StartAsync(Stop);
        await Until(() => connector.Links.Count == 1);
        answer = _ => Taken;
        await Until(() => connector.Links[0].IsOver);
        await Pass(Lease);
        Assert.Single(connector.Links);
        answer = _ => Held;
        await Until(() => connector.Links.Count == 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_that_gets_no_answer_closes_it_before_another_one_may_open_it(
        bool hangs)
    {
        await keeper.StartAsync(Stop);
        await Until(() => connector.Links.Count == 1);
        var lastHeld = clock.GetUtcNow();
        var never = new TaskCompletionSource<ConnectionGrant>();
        answer = _ => hangs ? never.Task : throw new TimeoutException("nobody there");
        await Until(() => connector.Links[0].IsOver);
        Assert.InRange(clock.GetUtcNow() - lastHeld, Lease / 2, Lease);
        answer = _ => Held;
        await Until(() => connector.Links.Count == 2);
    }

    [Fact]
    public async Task One_lost_answer_costs_nothing()
    {
        await keeper.StartAsync(Stop);
        await Until(() => connector.Links.Count == 1);
        var asked = 0;
        answer = _ => Interlocked.Increment(ref asked) % 2 == 1
            ? throw new TimeoutException("nobody there")
            : Held;
        await Pass(Lease * 4);
        Assert.False(Assert.Single(connector.Links).IsOver);
    }

    [Fact]
    public async Task A_connection_that_ends_is_opened_again_later_each_time_and_says_why()
    {
        await keeper.StartAsync(Stop);
        var waits = new List<TimeSpan>();
        for (var time = 0; time < 6; time++)
        {
            await Until(() => connector.Links.Count == time + 1);
            var ended = clock.GetUtcNow();
            connector.Links[time].End.SetResult(new ConnectionEnd($"closed {time}"));
            await Until(() => connector.Links.Count == time + 2);
            waits.Add(clock.GetUtcNow() - ended);
        }
        Assert.InRange(waits[0], TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2));
        Assert.InRange(waits[5], TimeSpan.FromSeconds(16), TimeSpan.FromSeconds(33));
        await Pass(Lease / 2);
        Assert.Equal("closed 5", claim!.LastError);
    }

    [Fact]
    public async Task The_channel_may_say_when_to_come_back()
    {
        await keeper.StartAsync(Stop);
        await Until(() => connector.Links.Count == 1);
        connector.Links[0].End.SetResult(new ConnectionEnd("invalid_auth", Lease * 4));
        await Pass((Lease * 4) - TimeSpan.FromSeconds(1));
        Assert.Single(connector.Links);
        Assert.Equal(("invalid_auth", null), (claim!.LastError, claim.Since));
        await Until(() => connector.Links.Count == 2);
    }

    [Fact]
    public async Task A_connector_that_throws_is_run_again()
    {
        await keeper.StartAsync(Stop);
        await Until(() => connector.Links.Count == 1);
        connector.Links[0].End.SetException(new InvalidOperationException("a bug"));
        await Until(() => connector.Links.Count == 2);
        await Pass(Lease / 2);
        Assert.Equal(nameof(InvalidOperationException), claim!.LastError);
    }

    [Fact]
    public async Task An_endpoint_set_anew_gets_a_new_connection_and_one_that_is_gone_loses_it()
    {
        await keeper.StartAsync(Stop);
        await Until(() => connector.Links.Count == 1);
        directory.Replace([Endpoint()]);
        await Until(() => connector.Links.Count == 2);
        Assert.True(connector.Links[0].IsOver);
        directory.Replace([]);
        await Until(() => connector.Links[1].IsOver && left.Count == 2);
    }

    [Fact]
    public async Task A_program_that_ends_closes_the_connection_and_then_leaves_it_to_others()
    {
        await keeper.StartAsync(Stop);
        await Until(() => connector.Links.Count == 1);
        await keeper.StopAsync(Stop);
        Assert.True(connector.Links[0].IsOver);
        Assert.Equal([claim!.Holder], left);
    }

    [Fact]
    public async Task What_comes_is_acknowledged_only_when_it_is_on_disk()
    {
        await keeper.StartAsync(Stop);
        await Until(() => connector.Links.Count == 1);
        var host = connector.Links[0].Host;
        Assert.True(await host.Take([new ParsedItem.Ignored("echo")]));
        Assert.True(await host.Take([new ParsedItem.FromEndpoint("e1", "installed", "{}")]));
        Assert.False(await host.Take([new ParsedItem.FromEndpoint("e2", "fails", "{}")]));
        Assert.Equal(["e1"], notices.Select(notice => notice.EventId));
    }

    [Fact]
    public async Task A_connection_reaches_no_host_it_did_not_name()
    {
        await keeper.StartAsync(Stop);
        await Until(() => connector.Links.Count == 1);
        foreach (var address in new[]
        {
            "https://evil.example/", "http://channel.example/", "wss://x.channel.example/",
            "ws://channel.example/", "https://user@channel.example/",
        })
        {
            var failure = await Assert.ThrowsAsync<HttpRequestException>(() =>
                connector.Links[0].Host.Http.GetAsync(new Uri(address), Stop));
            Assert.Contains("declares", failure.Message, StringComparison.Ordinal);
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private BotEndpoint Endpoint() => BotEndpoint.Create(
        Id, connector, new Dictionary<string, string?>(), "settings", out _)!;

    private Task Leave(string holder)
    {
        left.Enqueue(holder);
        return Task.CompletedTask;
    }

    private Task Notify(EndpointNotice notice)
    {
        if (notice.Kind == "fails")
            throw new TimeoutException("no disk");
        notices.Enqueue(notice);
        return Task.CompletedTask;
    }

    private Task Until(Func<bool> holds) => Poll.Until(() =>
    {
        if (holds())
            return true;
        clock.Advance(Step);
        return holds();
    });

    private Task Pass(TimeSpan time)
    {
        var end = clock.GetUtcNow() + time;
        return Until(() => clock.GetUtcNow() >= end);
    }
}
