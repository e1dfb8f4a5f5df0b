using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TockOrleans.Simulators;
using TockOrleans.Simulators.Messenger;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.EndToEnd.Tests.Proactive;

/// <summary>
/// The bot speaks first, on the web, on Slack and on Messenger, to users it last heard before all
/// of the platform was killed and started again.
/// </summary>
public sealed class SpeakFirstTests
{
    private const string Key = "a-key-of-some-length";
    private const string News = "Your parcel is here";

    [Fact]
    public async Task After_a_restart_of_everything_users_are_reached_where_they_last_wrote()
    {
        await using var slack = new SlackSimulator(new SlackOptions { TimeScale = 0.1 });
        await using var messenger = new MessengerSimulator(
            new MessengerOptions { TimeScale = 0.1 });
        await slack.Start(TestContext.Current.CancellationToken);
        await messenger.Start(TestContext.Current.CancellationToken);
        await using var cluster = await LocalCluster.TwoSilos(
        [
            $"--Tock:Admin:Key={Key}",
            .. Endpoint(0, "web", null), "--Tock:Endpoints:0:settings:identity=open",
            .. Endpoint(1, "slack", slack),
            .. Endpoint(2, "messenger", messenger),
        ]);
        slack.Webhook.Url = new Uri(cluster.Ingress.BaseAddress, "/io/app/echo/slack");
        messenger.Webhook.Url = new Uri(cluster.Ingress.BaseAddress, "/io/app/echo/messenger");

        Assert.Contains("turn 1 hi", await SayOnWeb(cluster, "hi", "e1"), StringComparison.Ordinal);
        Assert.True((await slack.Say("U7", "hi").Delivery.Done).IsAcknowledged);
        Assert.True((await messenger.Say("7", "hi").Done).IsAcknowledged);
        await Poll.UntilAsync(() => Heard(slack).Count == 1 && Heard(messenger).Count == 1);

        foreach (var process in cluster.Processes)
            process.Kill();
        await Task.WhenAll(cluster.Processes.Select(process => process.Start()));

        string[] channels = ["web", "slack", "messenger"];
        foreach (var channel in channels)
            Assert.Equal("queued", await Say(cluster, channel));
        await Poll.UntilAsync(() => Heard(slack).Count == 2 && Heard(messenger).Count == 2);
        // The same order again says nothing again.
        foreach (var channel in channels)
            Assert.Equal("queued", await Say(cluster, channel));
        Assert.True((await slack.Say("U7", "bye").Delivery.Done).IsAcknowledged);
        Assert.True((await messenger.Say("7", "bye").Done).IsAcknowledged);
        await Poll.UntilAsync(() => Heard(slack).Count == 3 && Heard(messenger).Count == 3);
        Assert.Equal(["turn 1 hi", News, "turn 2 bye"], Heard(slack));
        Assert.Equal(["turn 1 hi", News, "turn 2 bye"], Heard(messenger));
        var web = await SayOnWeb(cluster, "bye", "e2");
        Assert.Equal([News, "turn 2 bye"], JsonElement.Parse(web).GetProperty("responses")
            .EnumerateArray().Select(response => response.GetProperty("text").GetString()));
    }

    // What was taken just before a kill may come twice: at least once.
    private static IReadOnlyList<string> Heard(SlackSimulator slack) =>
        [.. slack.Messages.Texts(slack.DirectChannel("U7")).Distinct()];

    private static IReadOnlyList<string> Heard(MessengerSimulator messenger) =>
        [.. messenger.Messages.Texts("7").Distinct()];

    private static async Task<string?> Say(LocalCluster cluster, string channel)
    {
        var sessions = await Ask(
            cluster, HttpMethod.Get, $"sessions?endpoint=app/echo/{channel}", null);
        var session = Assert.Single(sessions.GetProperty("sessions").EnumerateArray());
        var user = Uri.UnescapeDataString(
            session.GetProperty("session").GetString()!.Split('/')[3]);
        var said = await Ask(cluster, HttpMethod.Post, "messages", JsonSerializer.Serialize(new
        {
            endpoint = $"app/echo/{channel}",
            users = new[] { user },
            id = "parcel-7",
            messages = new[] { new { kind = "text", text = News } },
        }));
        return said.GetProperty("users")[0].GetProperty("status").GetString();
    }

    private static async Task<JsonElement> Ask(
        LocalCluster cluster, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, $"/admin/api/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await cluster.Ingress.Client.SendAsync(
            request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonElement.Parse(text);
    }

    private static async Task<string> SayOnWeb(LocalCluster cluster, string text, string eventId)
    {
        using var answer = await cluster.Ingress.Client.PostAsync(
            new Uri("/io/app/echo/web", UriKind.Relative),
            new StringContent(JsonSerializer.Serialize(
                new { query = text, userId = "seven", eventId })),
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Endpoint(int at, string type, Simulator? channel) =>
    [
        $"--Tock:Endpoints:{at}:namespace=app",
        $"--Tock:Endpoints:{at}:bot=echo",
        $"--Tock:Endpoints:{at}:id={type}",
        $"--Tock:Endpoints:{at}:type={type}",
        .. (channel?.Settings ?? new Dictionary<string, string>())
            .Where(setting => setting.Key is not "appToken")
            .Select(setting => $"--Tock:Endpoints:{at}:settings:{setting.Key}={setting.Value}"),
    ];
}
