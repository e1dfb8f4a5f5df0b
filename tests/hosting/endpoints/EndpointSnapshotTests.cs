using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using TockOrleans.Bot;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Grains;
using TockOrleans.Hosting.Endpoints;
using TockOrleans.Hosting.Secrets;
using TockOrleans.Messages;
using TockOrleans.Samples.Echo;

namespace TockOrleans.Hosting.Tests.Endpoints;

public sealed class EndpointSnapshotTests : IDisposable
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(250);
    private static readonly EndpointId Declared = new("app", "echo", "declared");
    private static readonly AesGcmSecretBox Box = MakeBox();
    private static readonly EndpointRecords Records = MakeRecords(Box);

    private readonly FakeTimeProvider clock = new();
    private readonly AskedRegistry registry = new();
    private readonly EndpointDirectory directory;
    private readonly RecordedLog<EndpointSnapshot> log = new();
    private readonly EndpointSnapshot snapshot;

    public EndpointSnapshotTests()
    {
        directory = new EndpointDirectory([Configured()]);
        snapshot = new EndpointSnapshot(
            Grains.Of(registry.Grain), directory, Records, clock, log);
    }

    public void Dispose() => snapshot.Dispose();

    [Fact]
    public async Task Endpoints_come_and_go_with_the_registry_and_the_configured_stay()
    {
        registry.Endpoints = new(2, [Record("one", 1), Record("two", 2)]);
        Assert.True(await snapshot.Refresh(Stop));
        Assert.Equal(["declared", "one", "two"], Served());
        var one = directory.Find(new EndpointId("app", "echo", "one"))!;
        Assert.Equal("top-secret-one", one.Settings.Required(VaultConnector.Secret));
        Assert.Equal(1, one.Version);

        registry.Endpoints = new(4, [Record("two", 2), Record("three", 4)]);
        await snapshot.Update();
        Assert.Equal(["declared", "three", "two"], Served());
    }

    [Fact]
    public async Task An_endpoint_that_did_not_change_stays_the_same_object()
    {
        registry.Endpoints = new(2, [Record("one", 1), Record("two", 2)]);
        await snapshot.Update();
        var id = new EndpointId("app", "echo", "one");
        var one = directory.Find(id);
        registry.Endpoints = new(3, [Record("one", 1), Record("two", 3)]);
        await snapshot.Update();
        Assert.Same(one, directory.Find(id));
        registry.Endpoints = new(4, [Record("one", 4), Record("two", 3)]);
        await snapshot.Update();
        Assert.NotSame(one, directory.Find(id));
    }

    [Fact]
    public async Task The_configuration_wins_over_a_record_of_the_same_name()
    {
        registry.Endpoints = new(1, [Record("declared", 1)]);
        await snapshot.Update();
        Assert.Same(snapshot.Declared[Declared], directory.Find(Declared));
        Assert.Contains("the configuration declares it", Assert.Single(Warnings()), Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_served_here_is_left_out_with_a_reason_and_the_others_are_not()
    {
        var otherKey = MakeRecords(MakeBox());
        registry.Endpoints = new(9,
        [
            Record("good", 1),
            Record("pigeon", 2) with { Type = "pigeon" },
            Record("nobody", 3) with { Endpoint = "app/nobody/web" },
            new("not a name", "vault", new Dictionary<string, string>(), 4),
            Record("renamed", 5, ("shape", "round")),
            Record("bounds", 6, ("size", "11")),
            Record("other-key", 7, otherKey),
            Record("plain", 8) with
            {
                Settings = new Dictionary<string, string> { ["signingSecret"] = "top-secret-x" },
            },
            Record("broken", 9, ("colour", "broken")),
        ]);
        await snapshot.Update();
        Assert.Equal(["declared", "good"], Served());
        var told = Warnings();
        Assert.Equal(8, told.Length);
        foreach (var part in (string[])
            ["pigeon", "app/nobody", "not a name", "settings:shape", "settings:size",
                "does not have", "not a sealed text", "the connector failed"])
            Assert.Single(told, text => text.Contains(part, Ordinal));
        Assert.All(told, text => Assert.DoesNotContain("top-secret", text, Ordinal));

        registry.Endpoints = registry.Endpoints with { Version = 10 };
        await snapshot.Update();
        Assert.Equal(9, Warnings().Length);
    }

    [Fact]
    public async Task Many_misses_at_once_share_the_next_question()
    {
        var gate = new TaskCompletionSource();
        registry.Gate = gate.Task;
        var first = snapshot.Refresh(Stop);
        await Poll.Until(() => registry.Asked == 1);
        // Made after the question was put: its answer may not have it.
        var misses = Enumerable.Range(0, 100).Select(_ => snapshot.Refresh(Stop)).ToArray();
        gate.SetResult();
        Assert.True(await first);
        registry.Endpoints = new(1, [Record("one", 1)]);
        await Poll.Until(() => Advance(misses.All(miss => miss.IsCompleted), Often));
        Assert.All(await Task.WhenAll(misses), Assert.True);
        Assert.Equal(2, registry.Asked);
        Assert.Equal(["declared", "one"], Served());
    }

    [Fact]
    public async Task Between_two_questions_is_a_quarter_of_a_second_and_who_misses_waits()
    {
        Assert.True(await snapshot.Refresh(Stop));
        registry.Endpoints = new(1, [Record("one", 1)]);
        var miss = snapshot.Refresh(Stop);
        clock.Advance(TimeSpan.FromMilliseconds(249));
        Assert.False(miss.IsCompleted);
        Assert.Equal(1, registry.Asked);
        await Poll.Until(() => Advance(miss.IsCompleted, TimeSpan.FromMilliseconds(1)));
        Assert.True(await miss);
        Assert.Equal(["declared", "one"], Served());
    }

    [Fact]
    public async Task Who_misses_an_endpoint_looks_once_more_and_knows_whether_that_is_certain()
    {
        var id = new EndpointId("app", "echo", "one");
        Assert.Equal((snapshot.Declared[Declared], true), await directory.Seek(Declared, Stop));
        Assert.Equal((null, true), await directory.Seek(new("*", "echo", "one"), Stop));
        Assert.Equal(0, registry.Asked);
        registry.Endpoints = new(1, [Record("one", 1)]);
        var (found, certain) = await directory.Seek(id, Stop);
        Assert.Equal((id, true), (found!.Id, certain));
        clock.Advance(Often);
        var other = new EndpointId("app", "echo", "two");
        Assert.Equal((null, true), await directory.Seek(other, Stop));
        Assert.Equal(2, registry.Asked);
        clock.Advance(Often);
        registry.Gate = Task.FromException(new TimeoutException());
        Assert.Equal((null, false), await directory.Seek(other, Stop));
        Assert.True((await directory.Seek(id, Stop)).Certain);
        Assert.Equal((null, true), await new EndpointDirectory([]).Seek(id, Stop));
    }

    [Fact]
    public async Task A_registry_in_trouble_leaves_the_old_endpoints_and_says_so()
    {
        registry.Endpoints = new(1, [Record("one", 1)]);
        await snapshot.Update();
        clock.Advance(Often);
        registry.Gate = Task.FromException(new TimeoutException());
        Assert.False(await snapshot.Refresh(Stop));
        Assert.Equal(["declared", "one"], Served());
        Assert.True(snapshot.IsLoaded);
        await Assert.ThrowsAsync<TimeoutException>(snapshot.Update);

        registry.Gate = Task.CompletedTask;
        clock.Advance(Often);
        Assert.True(await snapshot.Refresh(Stop));
    }

    [Fact]
    public async Task Whoever_leaves_does_not_end_the_question_and_no_answer_does()
    {
        registry.Gate = new TaskCompletionSource().Task;
        var miss = snapshot.Refresh(Stop);
        using var gone = new CancellationTokenSource();
        var other = snapshot.Refresh(gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
        Assert.False(miss.IsCompleted);
        await Poll.Until(() => Advance(miss.IsCompleted, TimeSpan.FromSeconds(5)));
        Assert.False(await miss);
    }

    [Fact]
    public async Task A_node_is_not_ready_before_the_first_snapshot_and_then_polls()
    {
        registry.Gate = Task.FromException(new TimeoutException());
        using var polling = new EndpointPolling(snapshot, clock);
        await polling.StartAsync(Stop);
        Assert.Equal(HealthStatus.Unhealthy, await Health(polling));
        registry.Gate = Task.CompletedTask;
        registry.Endpoints = new(1, [Record("one", 1)]);
        await Poll.Until(() => Advance(snapshot.IsLoaded, TimeSpan.FromSeconds(1)));
        Assert.Equal(HealthStatus.Healthy, await Health(polling));
        Assert.Equal(["declared", "one"], Served());

        registry.Endpoints = new(2, [Record("two", 2)]);
        await Poll.Until(() =>
            Advance(Served().Contains("two"), TimeSpan.FromSeconds(10)));
        Assert.Equal(["declared", "two"], Served());
        await polling.StopAsync(Stop);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static AesGcmSecretBox MakeBox() =>
        new(new ConfiguredKeys([SecretKey.Parse(SecretKey.Make())!]));

    private static EndpointRecords MakeRecords(AesGcmSecretBox box) => new(
        new ConnectorCatalog([new VaultConnector()]),
        new BotCatalog([new BotEngine(EchoBot.Create())]),
        box);

    private static BotEndpoint Configured() => BotEndpoint.Create(
        Declared,
        new VaultConnector(),
        new Dictionary<string, string?> { ["signingSecret"] = "configured" },
        "test",
        out _)!;

    private static EndpointRecord Record(
        string id, long version, params (string Name, string Value)[] more) =>
        Record(id, version, Records, more);

    private static EndpointRecord Record(
        string id,
        long version,
        EndpointRecords records,
        params (string Name, string Value)[] more)
    {
        var name = new EndpointId("app", "echo", id);
        var settings = records.Seal(name, new VaultConnector(), new Dictionary<string, string?>
        {
            ["signingSecret"] = $"top-secret-{id}",
        });
        foreach (var (setting, value) in more)
            settings[setting] = value;
        return new EndpointRecord(name.ToString(), "vault", settings, version);
    }

    private static async Task<HealthStatus> Health(EndpointPolling polling) =>
        (await polling.CheckHealthAsync(new HealthCheckContext(), Stop)).Status;

    private bool Advance(bool done, TimeSpan time)
    {
        if (!done)
            clock.Advance(time);
        return done;
    }

    private string[] Warnings() => [.. log.Lines
        .Where(line => line.Level == Microsoft.Extensions.Logging.LogLevel.Warning)
        .Select(line => line.Text)];

    private string[] Served() =>
        [.. directory.All.Select(endpoint => endpoint.Id.Endpoint).Order(StringComparer.Ordinal)];
}
