using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.TestingHost;
using TockOrleans.Bot;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Grains;
using TockOrleans.Grains.Recovery;
using TockOrleans.Grains.Sessions;
using TockOrleans.Messages;
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
    private static readonly TimeSpan CallBudget = TimeSpan.FromSeconds(2);

    private readonly string folder;
    private readonly Action<SessionOptions> configure;
    private InProcessTestCluster cluster = null!;
    private SqliteSessionStore sqlite = null!;

    private Conversations(Action<SessionOptions> configure)
    {
        this.configure = configure;
        folder = Directory.CreateTempSubdirectory("tock-conversations").FullName;
    }

    public ScriptedBot Bot { get; private set; } = new();

    public FaultyStore Store { get; private set; } = null!;

    public StoryRunner Runner { get; private set; } = null!;

    public SessionOptions Options { get; } = new();

    public static async Task<Conversations> Start(Action<SessionOptions>? configure = null)
    {
        var conversations = new Conversations(configure ?? (_ => { }));
        await conversations.Deploy();
        return conversations;
    }

    public static SessionId Session(string user, string endpoint = "sync") =>
        SessionId.TryCreate(new EndpointId("app", "scripted", endpoint), user, null, out var id)
            ? id
            : throw new InvalidOperationException("not a session");

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
        Show(await Grain(session).Accept(Arrival(text, id, wait, budget ?? CallBudget)));

    public async Task<IReadOnlyList<string>> Log(SessionId session) =>
        [.. (await Store.Real.ReadLog(session, 0, 10_000)).Select(entry =>
            $"{entry.Seq} {entry.Status} {TextOf(entry)}")];

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
        Bot.Released = true;
        Bot = new ScriptedBot();
        await Deploy();
    }

    public async ValueTask DisposeAsync()
    {
        Bot.Released = true;
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
        sqlite.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    public static string Show(Acceptance outcome) => outcome.Replies.Count == 0
        ? outcome.Status.ToString()
        : $"{outcome.Status}: " + string.Join(" | ", outcome.Replies.Select(reply =>
            ((TextMessage)MessageCodec.DecodeMessage(reply.Body)).Text));

    private static Arrival Arrival(string text, string? id, WaitFor wait, TimeSpan budget)
    {
        var inbound = new InboundEvent(
            id ?? text, new DateTimeOffset(2026, 1, 1, 0, 0, 0, default), new TextEvent(text));
        return new Arrival(inbound.EventId, MessageCodec.Encode(inbound), wait, budget);
    }

    private static string TextOf(Entry entry) => entry.IsEvent
        ? ((TextEvent)MessageCodec.DecodeInbound(entry.Body).Event).Text
        : ((TextMessage)MessageCodec.DecodeMessage(entry.Body)).Text;

    private async Task Deploy()
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider()
            .GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
        sqlite = new SqliteSessionStore(
            Microsoft.Extensions.Options.Options.Create(new SqliteStoreOptions { Path = folder }),
            new StoreMetrics(meters),
            TimeProvider.System,
            NullLogger<SqliteSessionStore>.Instance);
        Store = new FaultyStore(sqlite);
        configure(Options);
        Runner = new StoryRunner(
            Microsoft.Extensions.Options.Options.Create(Options),
            TimeProvider.System,
            NullLogger<StoryRunner>.Instance);
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => silo.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ISessionStore>(Store)
            .AddSingleton(new BotCatalog([Bot]))
            .AddSingleton(new EndpointDirectory(
            [
                ToyChannel.Endpoint("sync", ReplyStyle.Synchronous),
                ToyChannel.Endpoint("async", ReplyStyle.Asynchronous),
            ]))
            .AddSingleton(Runner)
            .AddSingleton(new SessionMetrics(meters))
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(Options)));
        cluster = builder.Build();
        await cluster.DeployAsync();
    }
}
