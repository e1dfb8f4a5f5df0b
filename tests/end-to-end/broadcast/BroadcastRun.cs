using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using TockOrleans.Simulators;
using TockOrleans.Simulators.Loopback;

namespace TockOrleans.EndToEnd.Tests.Broadcast;

/// <summary>
/// One broadcast to many users of the loopback channel, through a process, alone or of a cluster,
/// that is killed in the middle, and a channel that loses answers.
/// </summary>
public sealed class BroadcastRun : IAsyncDisposable
{
    public const string Text = "the trains do not run today";

    private const string AdminKey = "an-admin-key-for-tests";
    private const string Address = "/admin/api/broadcasts/app/echo/strike";
    private const int EventsOfACall = 20;
    private const int CallsAtOnce = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly LoopbackSimulator channel;
    private readonly (string Name, string Value)[] settings;
    private LocalCluster? cluster;
    private SiloProcess door = null!;
    private SiloProcess silo = null!;

    /// <param name="keys">Whether the channel takes idempotency keys.</param>
    /// <param name="share">The share of calls that go wrong.</param>
    /// <param name="settings">Settings of the endpoint beside the channel's own.</param>
    public BroadcastRun(bool keys, double share, params (string Name, string Value)[] settings)
    {
        this.settings = settings;
        Keys = keys;
        channel = new LoopbackSimulator(new LoopbackOptions
        {
            Seed = 20_261_126,
            BodyBytesMax = 0,
            HonoursKeys = keys,
        });
        channel.Faults.Use(
            new(FaultKind.NotTaken) { Probability = share / 3 },
            new(FaultKind.Cut) { Probability = share / 3 },
            new(FaultKind.AnswerLost) { Probability = share / 3 });
    }

    /// <summary>Whether the channel takes idempotency keys.</summary>
    public bool Keys { get; }

    /// <summary>How often the channel knew a message again.</summary>
    public long Known => channel.Messages.Duplicates;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static IReadOnlyList<string> Users(int count) => [.. Enumerable.Range(0, count)
        .Select(user => $"user-{user.ToString(CultureInfo.InvariantCulture)}")];

    /// <summary>Starts the channel and one process.</summary>
    public async Task Start()
    {
        silo = door = await SiloProcess.Started(await Settings());
        channel.Webhook.Url = new Uri(door.BaseAddress, "/io/app/echo/loop");
    }

    /// <summary>Starts the channel, two silos and an ingress node.</summary>
    public async Task StartCluster()
    {
        cluster = await LocalCluster.TwoSilos(await Settings());
        (door, silo) = (cluster.Ingress, cluster.Processes[0]);
        channel.Webhook.Url = new Uri(door.BaseAddress, "/io/app/echo/loop");
    }

    /// <summary>Users write once, many in one call; returns when all have their replies.</summary>
    public async Task Write(IReadOnlyList<string> users)
    {
        // Not all at once: the door would let in a part of a call only, and all would come again.
        await Parallel.ForEachAsync(
            users.Chunk(EventsOfACall),
            new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = Stop },
            async (some, _) => Assert.True((await channel.Send([.. some.Select(Hi)]).Done)
                .IsAcknowledged));
        await channel.Messages.WaitFor(null, users.Count, Patience, Stop);
    }

    /// <summary>Makes the broadcast, uploads its audience and starts it.</summary>
    public async Task Broadcast(IReadOnlyList<string> users, int rate = 10_000)
    {
        await Ask(HttpMethod.Post, "/admin/api/broadcasts", Json(
            $$"""
            {"namespace":"app","bot":"echo","id":"strike","endpoints":["loop"],"rate":{{rate}},
            "messages":[{"kind":"text","text":"{{Text}}"}]}
            """));
        var uploaded = await Ask(HttpMethod.Put, Address + "/audience", new StringContent(
            string.Join('\n', users), Encoding.UTF8, "text/csv"));
        Assert.Equal(users.Count, uploaded.GetProperty("recipients").GetInt32());
        await Ask(HttpMethod.Post, Address + "/start", Json("{}"));
    }

    /// <summary>Kills the process once so many were told; of a cluster, the first silo.</summary>
    /// <returns>How many were told by then.</returns>
    public async Task<int> KillAfter(int told)
    {
        await Poll.UntilAsync(() => Task.FromResult(Told().Count >= told), Patience);
        silo.Kill();
        return Told().Count;
    }

    /// <summary>Starts again what was killed.</summary>
    public Task StartAgain() => silo.Start();

    /// <summary>Waits until it is completed.</summary>
    /// <returns>How many recipients there are of each outcome.</returns>
    public async Task<IReadOnlyDictionary<string, int>> Completed()
    {
        JsonElement progress = default;
        await Poll.UntilAsync(
            async () => await TryAsk(HttpMethod.Get, Address) is { } answer
                && (progress = answer).GetProperty("stage").GetString() == "completed",
            Patience);
        return progress.GetProperty("counts").EnumerateObject()
            .Where(count => count.Value.GetInt32() > 0)
            .ToDictionary(count => count.Name, count => count.Value.GetInt32());
    }

    /// <summary>The users of an outcome, by the report.</summary>
    public async Task<IReadOnlySet<string>> Listed(string outcome)
    {
        var users = new HashSet<string>();
        var after = "0";
        while (after is not null)
        {
            var page = await Ask(
                HttpMethod.Get, $"{Address}/recipients?outcome={outcome}&after={after}&limit=500");
            foreach (var one in page.GetProperty("recipients").EnumerateArray())
                Assert.True(users.Add(one.GetProperty("user").GetString()!));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        return users;
    }

    /// <summary>Who was told, and how often, by the channel.</summary>
    public IReadOnlyDictionary<string, int> Told() => channel.Messages.Of()
        .Where(message => message.Text == Text)
        .CountBy(message => message.Conversation)
        .ToDictionary();

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null)
            await cluster.DisposeAsync();
        else if (silo is not null)
            await silo.DisposeAsync();
        await channel.DisposeAsync();
    }

    private async Task<string[]> Settings()
    {
        await channel.Start(Stop);
        (string Name, string Value)[] endpoint =
        [
            ("namespace", "app"), ("bot", "echo"), ("id", "loop"), ("type", "loopback"),
            ("settings:signingSecret", channel.Settings["signingSecret"]),
            ("settings:token", channel.Settings["token"]),
            ("settings:apiBaseUrl", channel.Settings["apiBaseUrl"]),
            ("settings:idempotencyKey", Keys ? "true" : "false"),
            ("settings:receipts", "false"),
            .. settings,
        ];
        return
        [
            $"--Tock:Admin:Key={AdminKey}",
            "--Tock:Sessions:RecoveryLease=00:00:03",
            .. endpoint.Select(setting => $"--Tock:Endpoints:0:{setting.Name}={setting.Value}"),
        ];
    }

    private static LoopbackEvent Hi(string user) =>
        new(user, new() { ["kind"] = "text", ["text"] = "hi" });

    private static StringContent Json(string text) =>
        new(text, Encoding.UTF8, "application/json");

    private async Task<JsonElement> Ask(
        HttpMethod method, string path, HttpContent? body = null) =>
        await TryAsk(method, path, body)
            ?? throw new InvalidOperationException($"{path} is not available");

    // Null: not now, a node was just lost.
    private async Task<JsonElement?> TryAsk(
        HttpMethod method, string path, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative))
        {
            Content = body,
        };
        request.Headers.Authorization = new("Bearer", AdminKey);
        using var answer = await door.Client.SendAsync(request, Stop);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            return null;
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(
            answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created, $"{path}: {text}");
        return JsonElement.Parse(text);
    }
}
