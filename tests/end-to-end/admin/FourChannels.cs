using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TockOrleans.Simulators.Loopback;
using TockOrleans.Simulators.Messenger;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.EndToEnd.Tests.Admin;

/// <summary>
/// The echo bot on the web, on Slack, on the loopback channel and on Messenger, and its
/// administration.
/// </summary>
public sealed class FourChannels : IAsyncDisposable
{
    public const string Key = "a-key-of-some-length";

    private FourChannels(
        SlackSimulator slack,
        LoopbackSimulator loopback,
        MessengerSimulator page,
        SiloProcess silo) =>
        (Slack, Loopback, Page, Silo) = (slack, loopback, page, silo);

    public SlackSimulator Slack { get; }

    public LoopbackSimulator Loopback { get; }

    /// <summary>The page on Messenger.</summary>
    public MessengerSimulator Page { get; }

    public SiloProcess Silo { get; }

    public static async Task<FourChannels> Start(params string[] settings)
    {
        var slack = new SlackSimulator(new SlackOptions { TimeScale = 0.1, Echoes = false });
        var loopback = new LoopbackSimulator(new LoopbackOptions { TimeScale = 0.1 });
        var page = new MessengerSimulator(new MessengerOptions { TimeScale = 0.1 });
        await page.Start(TestContext.Current.CancellationToken);
        await slack.Start(TestContext.Current.CancellationToken);
        await loopback.Start(TestContext.Current.CancellationToken);
        var silo = await SiloProcess.Started(
        [
            $"--Tock:Admin:Key={Key}",
            .. Endpoint(0, "web", [new("identity", "open")]),
            .. Endpoint(1, "slack", slack.Settings.Where(setting =>
                setting.Key is "signingSecret" or "botToken" or "apiBaseUrl")),
            .. Endpoint(2, "loopback", loopback.Settings.Where(setting =>
                setting.Key is "signingSecret" or "token" or "apiBaseUrl")),
            .. Endpoint(3, "messenger", page.Settings),
            .. settings,
        ]);
        slack.Webhook.Url = new Uri(silo.BaseAddress, "/io/app/echo/slack");
        loopback.Webhook.Url = new Uri(silo.BaseAddress, "/io/app/echo/loopback");
        page.Webhook.Url = new Uri(silo.BaseAddress, "/io/app/echo/messenger");
        return new FourChannels(slack, loopback, page, silo);
    }

    /// <summary>Asks the administration.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Json)> Ask(
        string method, string path, string? body = null, string key = Key)
    {
        var (status, text) = await AskText(method, path, body, key);
        return (status, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    /// <summary>Asks the administration for a text.</summary>
    public async Task<(HttpStatusCode Status, string Text)> AskText(
        string method, string path, string? body = null, string key = Key)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/admin/api/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Silo.Client.SendAsync(
            request, TestContext.Current.CancellationToken);
        return (
            answer.StatusCode,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Says something on the web; what the bot answered, as it came.</summary>
    public async Task<string> SayOnWeb(string user, string text, string eventId)
    {
        using var answer = await Silo.Client.PostAsync(
            new Uri("/io/app/echo/web", UriKind.Relative),
            new StringContent(JsonSerializer.Serialize(
                new { query = text, userId = user, eventId })),
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Says something on the loopback channel, under an id of one's own.</summary>
    public async Task SayOnLoopback(string user, string text, string eventId)
    {
        var said = new LoopbackEvent(user, new() { ["kind"] = "text", ["text"] = text })
        {
            Id = eventId,
        };
        Assert.True((await Loopback.Send(said).Done).IsAcknowledged);
    }

    /// <summary>Brings a direct message of Slack again, as Slack would a day later.</summary>
    public async Task SayOnSlackAgain(string user, string text, string ts)
    {
        var said = new JsonObject
        {
            ["type"] = "message",
            ["channel"] = Slack.DirectChannel(user),
            ["channel_type"] = "im",
            ["user"] = user,
            ["text"] = text,
            ["ts"] = ts,
        };
        Assert.True((await Slack.SendEvent(said).Done).IsAcknowledged);
    }

    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        await Slack.DisposeAsync();
        await Loopback.DisposeAsync();
        await Page.DisposeAsync();
    }

    private static IEnumerable<string> Endpoint(
        int at, string type, IEnumerable<KeyValuePair<string, string>> settings) =>
    [
        $"--Tock:Endpoints:{at}:namespace=app",
        $"--Tock:Endpoints:{at}:bot=echo",
        $"--Tock:Endpoints:{at}:id={type}",
        $"--Tock:Endpoints:{at}:type={type}",
        .. settings.Select(setting =>
            $"--Tock:Endpoints:{at}:settings:{setting.Key}={setting.Value}"),
    ];
}
