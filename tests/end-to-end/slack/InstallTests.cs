using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.EndToEnd.Tests.Slack;

/// <summary>The echo bot's app in several workspaces, each with a token of its own.</summary>
public sealed class InstallTests : IAsyncLifetime
{
    private const string AdminKey = "an-admin-key-of-tests";

    private readonly SlackSimulator slack = new(new SlackOptions
    {
        TimeScale = 0.1,
        Echoes = false,
        // Shorter than what a token is renewed before its end: the first use renews it.
        TokenLifetime = TimeSpan.FromSeconds(60),
    });

    private readonly HttpClient browser = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
    });

    private SiloProcess silo = null!;

    public async ValueTask InitializeAsync()
    {
        await slack.Start(Stop);
        silo = await SiloProcess.Started(
            $"--Tock:Admin:Key={AdminKey}",
            "--Tock:Endpoints:0:namespace=app",
            "--Tock:Endpoints:0:bot=echo",
            "--Tock:Endpoints:0:id=slack",
            "--Tock:Endpoints:0:type=slack",
            "--Tock:Endpoints:0:settings:clientId=111.222",
            "--Tock:Endpoints:0:settings:clientSecret=simulated-client-secret",
            $"--Tock:Endpoints:0:settings:signingSecret={slack.Settings["signingSecret"]}",
            $"--Tock:Endpoints:0:settings:apiBaseUrl={slack.Settings["apiBaseUrl"]}");
        slack.Webhook.Url = new Uri(silo.BaseAddress, "/io/app/echo/slack");
        slack.Move("bob", "T2");
        slack.Move("eve", "T3");
    }

    public async ValueTask DisposeAsync()
    {
        await silo.DisposeAsync();
        await slack.DisposeAsync();
        browser.Dispose();
    }

    [Fact]
    public async Task Each_workspace_is_answered_with_its_own_token_and_one_that_leaves_alone()
    {
        Assert.Equal(HttpStatusCode.OK, await Install("T0SIMULATED"));
        Assert.Equal(HttpStatusCode.OK, await Install("T2"));
        await Say("ada", "hello");
        await Say("bob", "hello");
        await Say("eve", "hello");
        await Poll.UntilAsync(() => Heard("ada") == 1 && Heard("bob") == 1);

        silo.Kill();
        await silo.Start();
        await Say("ada", "again");
        await Poll.UntilAsync(() => Heard("ada") == 2);

        Assert.True((await slack.Uninstall("T2").Done).IsAcknowledged);
        Assert.Equal(
            [("T0SIMULATED", null), ("T2", "app_uninstalled")],
            (await Accounts()).Select(one => (Text(one, "account"), Text(one, "revoked"))));
        await Say("bob", "are you there");
        await Say("ada", "still there");
        await Poll.UntilAsync(() => Heard("ada") == 3);
        Assert.Equal((1, 0), (Heard("bob"), Heard("eve")));

        // Installed anew, or at last: what waited for it is sent.
        Assert.Equal(HttpStatusCode.OK, await Install("T2"));
        Assert.Equal(HttpStatusCode.OK, await Install("T3"));
        await Say("bob", "and now");
        await Say("eve", "and now");
        await Poll.UntilAsync(
            () => Task.FromResult(IsLast("bob", "and now") && IsLast("eve", "and now")),
            TimeSpan.FromMinutes(1));
        Assert.Equal(
            [("T0SIMULATED", null), ("T2", null), ("T3", null)],
            (await Accounts()).Select(one => (Text(one, "account"), Text(one, "revoked"))));
        Assert.DoesNotContain("xoxe", silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_of_an_organisation_is_spoken_to_first_though_the_workspace_is_unknown()
    {
        var started = DateTimeOffset.UtcNow;
        Assert.Equal(HttpStatusCode.OK, await Install("E1"));
        var account = Assert.Single(await Accounts());
        Assert.Equal(("E1", "simulated"), (Text(account, "account"), Text(account, "name")));
        Assert.Contains(
            "chat:write", account.GetProperty("scopes").EnumerateArray().Select(one => $"{one}"));
        Assert.True(account.GetProperty("installedAt").GetDateTimeOffset() > started);

        using var said = await Admin(HttpMethod.Post, "messages", """
            {"endpoint":"app/echo/slack","users":["E1:bob"],
             "messages":[{"kind":"text","text":"Track 7 today"}]}
            """);
        Assert.True(said.IsSuccessStatusCode);
        await Poll.UntilAsync(() => Heard("bob") == 1);
        Assert.True(IsLast("bob", "Track 7 today"));
    }

    [Fact]
    public async Task An_installation_counts_in_the_browser_it_was_begun_in_and_once()
    {
        var (address, cookie) = await Begin();
        using var allowed = await Get(address);
        var back = allowed.Headers.Location!;
        using var stranger = await Get(back);
        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
        using var first = await Get(back, cookie);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var second = await Get(back, cookie);
        Assert.Contains(
            "invalid_code", await second.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<JsonElement[]> Accounts()
    {
        using var answer = await Admin(HttpMethod.Get, "endpoints/app/echo/slack/accounts");
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.DoesNotContain("xox", text, StringComparison.Ordinal);
        return [.. JsonElement.Parse(text).GetProperty("accounts").EnumerateArray()];
    }

    private static string? Text(JsonElement account, string name) =>
        account.TryGetProperty(name, out var value) ? value.GetString() : null;

    private async Task<HttpResponseMessage> Admin(
        HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(
            method, new Uri(silo.BaseAddress, $"/admin/api/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        return await browser.SendAsync(request, Stop);
    }

    private async Task<HttpStatusCode> Install(string team)
    {
        slack.InstallsInto = team;
        var (address, cookie) = await Begin();
        using var allowed = await Get(address);
        using var done = await Get(allowed.Headers.Location!, cookie);
        return done.StatusCode;
    }

    private async Task<(Uri Address, string Cookie)> Begin()
    {
        using var begun = await Get(new Uri(silo.BaseAddress, "/io/app/echo/slack/install"));
        Assert.Equal(HttpStatusCode.Found, begun.StatusCode);
        return (
            begun.Headers.Location!,
            begun.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    private Task<HttpResponseMessage> Get(Uri address, string? cookie = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        return browser.SendAsync(request, Stop);
    }

    private async Task Say(string user, string text) =>
        Assert.True((await slack.Say(user, text).Delivery.Done).IsAcknowledged);

    // What was taken just before a kill may come twice: at least once.
    private int Heard(string user) =>
        slack.Messages.Texts(slack.DirectChannel(user)).Distinct().Count();

    private bool IsLast(string user, string text) =>
        slack.Messages.Texts(slack.DirectChannel(user)) is [.., var last]
        && last.EndsWith(text, StringComparison.Ordinal);
}
