using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;
using TockOrleans.Connectors.Slack;
using TockOrleans.Connectors.Tests.Conformance;
using TockOrleans.Messages;
using TockOrleans.Simulators;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.Connectors.Tests.Sockets;

/// <summary>What no recorded frame can show: how sockets open, change over and end.</summary>
public sealed class SlackConnectionTests : IAsyncLifetime, IConnectionHost
{
    private readonly SlackSimulator slack = new(new SlackOptions
    {
        SocketMode = true,
        TimeScale = 0.01,
        AckTimeout = TimeSpan.FromSeconds(1),
    });

    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> heard = new();
    private readonly SemaphoreSlim opened = new(0);
    private EndpointSettings settings = null!;
    private Func<string, Task<bool>> take = _ => Task.FromResult(true);

    public HttpClient Http { get; } = new();

    public TimeProvider Clock => TimeProvider.System;

    void IConnectionHost.Opened() => opened.Release();

    async Task<bool> IConnectionHost.Take(IReadOnlyList<ParsedItem> items)
    {
        foreach (var item in items.OfType<ParsedItem.FromUser>())
        {
            var text = item.Inbound.Event is TextEvent said ? said.Text : "";
            heard.Enqueue(text);
            if (!await take(text))
                return false;
        }
        return true;
    }

    public async ValueTask InitializeAsync()
    {
        await slack.Start(Stop);
        settings = Settings(slack.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await slack.DisposeAsync();
        Http.Dispose();
        stop.Dispose();
        opened.Dispose();
    }

    [Fact]
    public async Task Events_clicks_and_commands_come_and_are_acknowledged()
    {
        var running = Run();
        await opened.WaitAsync(Stop);
        Assert.True((await slack.Say("U1", "hello").Delivery.Done).IsAcknowledged);
        var command = await slack.Command("U1", "/ask", "what").Done;
        Assert.True(command.IsAcknowledged);
        Assert.Equal(["hello", "what"], heard);
        await stop.CancelAsync();
        Assert.Equal("stopped", (await running).Reason);
        await Until(() => slack.Sockets.Open == 0);
    }

    [Fact]
    public async Task What_is_not_taken_is_not_acknowledged_and_comes_again()
    {
        var times = 0;
        take = _ => Task.FromResult(Interlocked.Increment(ref times) == 3);
        _ = Run();
        await opened.WaitAsync(Stop);
        var delivery = await slack.Say("U1", "hello").Delivery.Done;
        Assert.True(delivery.IsAcknowledged);
        Assert.Equal(3, delivery.Attempts);
    }

    [Theory]
    [InlineData("warning")]
    [InlineData("refresh_requested")]
    [InlineData("a_reason_of_tomorrow")]
    public async Task The_next_socket_is_open_before_the_old_one_closes(string reason)
    {
        _ = Run();
        await opened.WaitAsync(Stop);
        for (var round = 1; round <= 3; round++)
        {
            await slack.Sockets.Disconnect(reason);
            await Until(() => slack.Sockets.Counts.Count == round + 1 && slack.Sockets.Open == 1);
            Assert.True((await slack.Say("U1", $"round {round}").Delivery.Done).IsAcknowledged);
        }
        Assert.Equal([1, 2, 2, 2], slack.Sockets.Counts);
        Assert.Equal(["round 1", "round 2", "round 3"], heard);
    }

    [Fact]
    public async Task What_is_under_way_on_an_old_socket_is_still_acknowledged_there()
    {
        var release = new TaskCompletionSource<bool>();
        take = _ => release.Task;
        _ = Run();
        await opened.WaitAsync(Stop);
        var delivery = slack.Say("U1", "hello").Delivery;
        await Until(() => heard.Count == 1);
        await slack.Sockets.Disconnect("refresh_requested");
        await Until(() => slack.Sockets.Counts.Count == 2);
        release.SetResult(true);
        Assert.Equal(1, (await delivery.Done).Attempts);
        Assert.True(delivery.IsAcknowledged);
    }

    [Fact]
    public async Task A_socket_that_is_cut_ends_the_connection_and_so_does_a_switched_off_mode()
    {
        var running = Run();
        await opened.WaitAsync(Stop);
        slack.Sockets.Cut();
        Assert.Equal(
            new ConnectionEnd("broken: ConnectionClosedPrematurely"),
            await running.WaitAsync(Stop));
        running = Run();
        await opened.WaitAsync(Stop);
        await slack.Sockets.Disconnect("link_disabled");
        Assert.Equal(
            new ConnectionEnd("link_disabled", TimeSpan.FromMinutes(1)),
            await running.WaitAsync(Stop));
    }

    [Fact]
    public async Task A_frame_that_is_none_or_too_large_is_passed_over()
    {
        _ = Run();
        await opened.WaitAsync(Stop);
        await slack.Sockets.SendRaw("not json");
        await slack.Sockets.SendRaw($$"""{"type":"{{new string('x', 1_200_000)}}"}""");
        Assert.True((await slack.Say("U1", "hello").Delivery.Done).IsAcknowledged);
        Assert.Equal(["hello"], heard);
    }

    [Fact]
    public async Task A_wrong_token_waits_for_somebody_to_put_it_right_and_a_limit_for_its_time()
    {
        settings = Settings(new Dictionary<string, string>(slack.Settings)
        {
            ["appToken"] = "xapp-wrong",
        });
        Assert.Equal(new ConnectionEnd("invalid_auth", TimeSpan.FromMinutes(1)), await Run());
        slack.Faults.Script(
            new FaultRule(FaultKind.RateLimited) { RetryAfterSeconds = 30 },
            new FaultRule(FaultKind.NotTaken),
            new FaultRule(FaultKind.Cut));
        Assert.Equal(new ConnectionEnd("ratelimited", TimeSpan.FromSeconds(30)), await Run());
        Assert.Equal(new ConnectionEnd("service_unavailable"), await Run());
        Assert.Null((await Run()).After);
        await slack.Stop();
        Assert.Equal(new ConnectionEnd("no connection"), await Run());
    }

    [Fact]
    public void Its_sockets_are_on_Slacks_own_hosts_and_elsewhere_on_the_given_one_alone()
    {
        Assert.Equal(["slack.com", "*.slack.com"], Hosts("https://slack.com/api/"));
        Assert.Equal(["slack-gov.com", "*.slack-gov.com"], Hosts("https://slack-gov.com/api/"));
        Assert.Equal(["localhost:5090"], Hosts("http://localhost:5090/api/"));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static IReadOnlyList<string> Hosts(string root)
    {
        var settings = Settings(new Dictionary<string, string>
        {
            ["socketModeEnabled"] = "true",
            ["appToken"] = "xapp-1",
            ["apiBaseUrl"] = root,
        });
        return new SlackConnector().ConnectionOf(settings)!.HostsOf(settings);
    }

    private static EndpointSettings Settings(IReadOnlyDictionary<string, string> given) =>
        CaseFolder.Make(
            new SlackConnector(),
            given.ToDictionary(one => one.Key, one => (string?)one.Value),
            "settings");

    private Task<ConnectionEnd> Run() =>
        new SlackConnector().ConnectionOf(settings)!.Run(settings, this, stop.Token);

    private static async Task Until(Func<bool> holds)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!holds())
            await tick.WaitForNextTickAsync(Stop);
    }
}
