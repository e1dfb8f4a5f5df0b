using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;
using TockOrleans.Bot;
using TockOrleans.Connectors;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Grains;
using TockOrleans.Grains.Recovery;
using TockOrleans.Grains.Endpoints;
using TockOrleans.Grains.Retention;
using TockOrleans.Grains.Senders;
using TockOrleans.Grains.Sessions;
using TockOrleans.Grains.Streams;
using TockOrleans.Messages;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using TockOrleans.Stores;
using TockOrleans.Stores.Sqlite;

namespace TockOrleans.Conversations.Tests;

/// <summary>
/// A silo in this process on a real store in a folder of its own; the folder outlives the silo,
/// so that a test can look at what the next one makes of it.
/// </summary>
public sealed class Conversations : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StepTakes = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan CallBudget = TimeSpan.FromSeconds(2);

    private readonly string folder;
    private readonly Action<SessionOptions> configure;
    private InProcessTestCluster cluster = null!;
    private SqliteSessionStore sqlite = null!;

    private Conversations(Action<SessionOptions> configure, TimeProvider clock)
    {
        this.configure = configure;
        Clock = clock;
        folder = System.IO.Directory.CreateTempSubdirectory("tock-conversations").FullName;
    }

    public ScriptedBot Bot { get; private set; } = new();

    public FaultyStore Store { get; private set; } = null!;

    public EndpointDirectory Directory { get; private set; } = null!;

    public StoryRunner Runner { get; private set; } = null!;

    public SessionOptions Options { get; } = new();

    public DeliveryOptions Delivery { get; } = new()
    {
        RetryDelay = TimeSpan.FromMilliseconds(10),
        RetryDelayMax = TimeSpan.FromMilliseconds(100),
    };

    public RetentionOptions Retention { get; } = new();

    /// <summary>The store's archive.</summary>
    public IConversationArchive Archive => new SqliteArchive(sqlite);

    /// <summary>What everything goes by, Orleans included.</summary>
    public TimeProvider Clock { get; }

    /// <summary>
    /// What the endpoints <c>push</c> (at least once), <c>keyed</c> (with an idempotency key),
    /// <c>once</c> (at most once) and <c>issued</c> (with issued tokens) send to.
    /// </summary>
    public ScriptedChannel Channel { get; } = new();

    /// <summary>What issues the tokens of the endpoint <c>issued</c>.</summary>
    public Func<string?, CredentialsResult> Issue { get; set; } =
        _ => new CredentialsResult.NotNeeded();

    /// <summary>Who the users of the endpoint <c>known</c> are.</summary>
    public Func<ChannelProfile?> Profile { get; set; } =
        () => new ChannelProfile(new UserProfile("Ada"), "fr");

    /// <summary>What a look at the endpoint <c>tended</c> finds, by the token it has.</summary>
    public Func<string?, Task<UpkeepReport>> Look { get; set; } =
        _ => Task.FromResult(new UpkeepReport());

    /// <summary>The endpoint <c>tended</c>, after so many changes of its settings.</summary>
    public BotEndpoint Tended(long version = 0) => ToyChannel.Endpoint(
        "tended", new Capabilities(), Channel,
        issue: kept => Issue(kept),
        look: call => Look(call.Credentials),
        version: version);

    public static async Task<Conversations> Start(
        Action<SessionOptions>? configure = null, TimeProvider? clock = null)
    {
        var conversations =
            new Conversations(
                configure ?? (_ => { }),
                clock is null ? TimeProvider.System : new TurnedClock(clock));
        await conversations.Deploy();
        return conversations;
    }

    public static SessionId Session(string user, string endpoint = "sync") =>
        SessionId.TryCreate(new EndpointId("app", "scripted", endpoint), user, null, out var id)
            ? id
            : throw new InvalidOperationException("not a session");

    public IClusterClient Client => cluster.Client;

    public IUserSession Grain(SessionId session) =>
        cluster.Client.GetGrain<IUserSession>(session.ToString());

    /// <summary>Says something and waits for the reply as a synchronous channel does.</summary>
    public async Task<string> Say(string user, string text, string? eventId = null)
    {
        var arrival = Arrival(text, eventId, WaitFor.Reply, CallBudget);
        var grain = Grain(Session(user));
        for (var deadline = DateTime.UtcNow + Limit; DateTime.UtcNow < deadline;)
        {
            var outcome = await grain.Accept(arrival);
            if (outcome.Status != AcceptanceStatus.Pending)
                return Show(outcome);
        }
        throw new TimeoutException($"no answer to '{text}'");
    }

    /// <summary>Calls once, and shows how far the event is.</summary>
    public async Task<string> Call(
        SessionId session, string text, WaitFor wait, TimeSpan? budget = null, string? id = null) =>
        Show(await Grain(session).Accept(
            Arrival(text, id, wait, budget ?? CallBudget, session.User)));

    public async Task<IReadOnlyList<string>> Log(SessionId session) =>
        [.. (await Store.Real.ReadLog(session, 0, 10_000)).Select(entry =>
            $"{entry.Seq} {entry.Status} {TextOf(entry)}")];

    /// <summary>Waits until something holds; fails with what is there instead.</summary>
    public static async Task Until(Func<Task<bool>> holds, Func<string>? show = null)
    {
        for (var deadline = DateTime.UtcNow + Limit; !await holds();)
        {
            Xunit.Assert.True(
                DateTime.UtcNow < deadline, $"it did not come to hold in time {show?.Invoke()}");
            await Task.Yield();
        }
    }

    /// <summary>
    /// Lets time pass in steps until something holds; not so fast that calls between grains, which
    /// time out by the same clock, are late on a busy machine.
    /// </summary>
    public static Task AdvanceUntil(
        FakeTimeProvider clock, TimeSpan step, Func<Task<bool>> holds)
    {
        var advanced = Stopwatch.GetTimestamp();
        return Until(async () =>
        {
            if (await holds())
                return true;
            if (Stopwatch.GetElapsedTime(advanced) >= StepTakes)
            {
                clock.Advance(step);
                advanced = Stopwatch.GetTimestamp();
            }
            return false;
        });
    }

    /// <summary>Waits until a session's log is as it should be.</summary>
    public async Task UntilLog(
        string user, string endpoint, Func<IReadOnlyList<string>, bool> holds)
    {
        IReadOnlyList<string> log = [];
        await Until(
            async () => holds(log = await Log(Session(user, endpoint))),
            () => string.Join(" | ", log));
    }

    /// <summary>Looks for unfinished work in a running silo, by a clock of the test.</summary>
    public RecoveryService Recovery(TimeProvider clock) =>
        new(Store.Real, cluster.Client, clock, NullLogger<RecoveryService>.Instance);

    /// <summary>
    /// Ends the silo without a farewell, and starts the next one on the same folder.
    /// </summary>
    public async Task Crash()
    {
        foreach (var silo in cluster.Silos.ToArray())
            await cluster.KillSiloAsync(silo);
        await cluster.DisposeAsync();
        sqlite.Dispose();
        Bot.ReleaseAll();
        Bot = new ScriptedBot();
        await Deploy();
    }

    public async ValueTask DisposeAsync()
    {
        Bot.ReleaseAll();
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
        sqlite.Dispose();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    public static string Show(Acceptance outcome) => outcome.Replies.Count == 0
        ? outcome.Status.ToString()
        : $"{outcome.Status}: " + string.Join(" | ", outcome.Replies.Select(reply =>
            ((TextMessage)MessageCodec.DecodeMessage(reply.Body)).Text));

    private static Arrival Arrival(
        string text, string? id, WaitFor wait, TimeSpan budget, string? to = null)
    {
        var inbound = new InboundEvent(
            id ?? text,
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, default),
            new TextEvent(text),
            ReplyAddress: to);
        return new Arrival(inbound.EventId, MessageCodec.Encode(inbound), wait, budget);
    }

    private static string TextOf(Entry entry) => entry.IsEvent
        ? MessageCodec.DecodeInbound(entry.Body).Event is TextEvent said ? said.Text : "(event)"
        : MessageCodec.DecodeMessage(entry.Body) is TextMessage message ? message.Text : "(sign)";

    private async Task Deploy()
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider()
            .GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
        sqlite = new SqliteSessionStore(
            Microsoft.Extensions.Options.Options.Create(new SqliteStoreOptions { Path = folder }),
            new StoreMetrics(meters),
            Clock,
            NullLogger<SqliteSessionStore>.Instance);
        Store = new FaultyStore(sqlite);
        configure(Options);
        Runner = new StoryRunner(
            Microsoft.Extensions.Options.Options.Create(Options),
            Clock,
            NullLogger<StoryRunner>.Instance);
        Directory = new EndpointDirectory(ToyEndpoints.Of(this));
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => silo.Services
            .AddSingleton(Clock)
            .AddSingleton<ISessionStore>(Store)
            .AddSingleton<IConversationArchive>(new SqliteArchive(sqlite))
            .AddSingleton<ISecretBox, OpenBox>()
            .AddSingleton(new BotCatalog([Bot]))
            .AddSingleton(Directory)
            .AddSingleton(ConnectorCatalog.From([BuiltInConnectors.Assembly]))
            .AddSingleton(Runner)
            .AddSingleton<StreamNodes>()
            .AddHostedService(provider => provider.GetRequiredService<StreamNodes>())
            .AddSingleton(new SessionMetrics(meters))
            .AddSingleton(new DeliveryMetrics(meters))
            .AddSingleton(new Random(1))
            .AddSingleton<LocalBudgets>()
            .AddSingleton<Sender>()
            .AddHostedService(provider => provider.GetRequiredService<Sender>())
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(Options))
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(Delivery))
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(Retention))
            .AddKeyedSingleton<IGrainStorage>(GrainStorage.Name, MakeStorage));
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    private IGrainStorage MakeStorage(IServiceProvider provider, object? name) =>
        new SqliteGrainStorage(
            GrainStorage.Name,
            sqlite,
            ActivatorUtilities.CreateInstance<SystemTextJsonGrainStorageSerializer>(provider),
            provider.GetRequiredService<IActivatorProvider>());

    /// <summary>Seals nothing: what is kept where is tested with the real one.</summary>
    private sealed class OpenBox : ISecretBox
    {
        public string Seal(string secret, string purpose) => $"{purpose}={secret}";

        public string Open(string @sealed, string purpose) =>
            @sealed.StartsWith($"{purpose}=", StringComparison.Ordinal)
                ? @sealed[(purpose.Length + 1)..]
                : throw new StoreException("another purpose");
    }
}
