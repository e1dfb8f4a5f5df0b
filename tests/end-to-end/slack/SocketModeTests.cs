using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.EndToEnd.Tests.Slack;

/// <summary>
/// The echo bot on Slack over a socket: what becomes of it when processes are killed.
/// </summary>
public sealed class SocketModeTests(ITestOutputHelper output)
{
    private const string AdminKey = "an-admin-key-of-tests";
    private const string Lease = "--Tock:Ingress:ConnectionLease=00:00:06";
    private const string Holds = "This node holds the connection of app/echo/slack";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_bot_without_a_public_address_answers_and_its_health_tells_of_the_socket()
    {
        await using var slack = await Started();
        await using var silo = await SiloProcess.Started(
            [.. Endpoint(slack), Lease, $"--Tock:Admin:Key={AdminKey}"]);
        await Poll.UntilAsync(() => slack.Sockets.Open == 1);
        Assert.True((await slack.Say("ada", "hello").Delivery.Done).IsAcknowledged);
        await Poll.UntilAsync(() => Heard(slack, "ada").Count == 1);
        Assert.Equal(["turn 1 hello"], Heard(slack, "ada"));
        await Poll.UntilAsync(() => IsConnected(silo));

        // Without a signing secret nobody is let in at the door.
        using var bare = await silo.Client.PostAsync(
            new Uri("/io/app/echo/slack", UriKind.Relative), new StringContent("{}"), Stop);
        Assert.Equal(401, (int)bare.StatusCode);

        await slack.Sockets.Disconnect("refresh_requested");
        await Poll.UntilAsync(() => slack.Sockets.Counts.Count == 2 && slack.Sockets.Open == 1);
        Assert.True((await slack.Say("ada", "and now").Delivery.Done).IsAcknowledged);
        await Poll.UntilAsync(() => Heard(slack, "ada").Count == 2);
        await silo.Stop();
        await Poll.UntilAsync(() => slack.Sockets.Open == 0);
        Assert.DoesNotContain("ticket", silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_two_nodes_is_connected_and_when_it_is_killed_the_other_takes_over()
    {
        const int users = 40;
        const int rounds = 3;
        await using var slack = await Started();
        await using var cluster = await LocalCluster.TwoDoors([.. Endpoint(slack), Lease]);
        SiloProcess[] doors = [cluster.Processes[1], cluster.Processes[2]];
        var seen = new Dictionary<SiloProcess, int>();
        for (var round = 1; round <= rounds; round++)
        {
            await Until(() => slack.Sockets.Open == 1);
            var holder = doors.Single(door => Times(door) > seen.GetValueOrDefault(door));
            seen = doors.ToDictionary(door => door, Times);
            var deliveries = Enumerable.Range(0, users)
                .Select(user => slack.Say(Name(user), $"text {Text(round)}").Delivery).ToArray();
            await Poll.UntilAsync(() => deliveries.Any(delivery => delivery.IsAcknowledged));
            holder.Kill();
            var killed = DateTimeOffset.UtcNow;
            await Until(() => doors.Any(door => Times(door) > seen[door]));
            output.WriteLine($"taken over after {DateTimeOffset.UtcNow - killed}");
            foreach (var delivery in deliveries)
                Assert.True(
                    (await delivery.Done.WaitAsync(Patience, Stop)).IsAcknowledged,
                    $"{delivery.LastReason} after {delivery.Attempts}");
            await holder.Start();
        }
        await Until(() => slack.Messages.Count >= users * rounds);
        for (var user = 0; user < users; user++)
            Assert.Equal(
                ["turn 1 text 1", "turn 2 text 2", "turn 3 text 3"], Heard(slack, Name(user)));
        Assert.All(slack.Sockets.Counts, count => Assert.Equal(1, count));
        Assert.Equal(rounds + 1, slack.Sockets.Counts.Count);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<SlackSimulator> Started()
    {
        var slack = new SlackSimulator(new SlackOptions
        {
            SocketMode = true,
            TimeScale = 0.1,
            Echoes = false,
        });
        await slack.Start(Stop);
        return slack;
    }

    private static string[] Endpoint(SlackSimulator slack) =>
    [
        "--Tock:Endpoints:0:namespace=app",
        "--Tock:Endpoints:0:bot=echo",
        "--Tock:Endpoints:0:id=slack",
        "--Tock:Endpoints:0:type=slack",
        "--Tock:Endpoints:0:settings:messagesPerMinute=0",
        .. slack.Settings.Select(setting =>
            $"--Tock:Endpoints:0:settings:{setting.Key}={setting.Value}"),
    ];

    private static Task Until(Func<bool> holds) =>
        Poll.UntilAsync(() => Task.FromResult(holds()), Patience);

    private static int Times(SiloProcess door) =>
        door.Output.Split(Holds, StringSplitOptions.None).Length - 1;

    private static IReadOnlyList<string> Heard(SlackSimulator slack, string user) =>
        slack.Messages.Texts(slack.DirectChannel(user));

    private static async Task<bool> IsConnected(SiloProcess silo)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri("/admin/api/endpoints/app/echo/slack/health", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        using var answer = await silo.Client.SendAsync(request, Stop);
        var health = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Stop));
        return health.TryGetProperty("connection", out var connection)
            && connection.GetProperty("connected").GetBoolean()
            && connection.TryGetProperty("since", out _);
    }

    private static string Name(int user) => $"user-{Text(user)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
