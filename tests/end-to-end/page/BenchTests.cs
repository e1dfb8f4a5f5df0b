using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TockOrleans.EndToEnd.Tests.Cli;
using static Microsoft.Playwright.Assertions;

namespace TockOrleans.EndToEnd.Tests.Page;

/// <summary>The test bench beside the talk, on a real silo.</summary>
[Trait("needs", "silo")]
public sealed class BenchTests(Chromium chromium, BenchTests.Site site)
    : IClassFixture<Chromium>, IClassFixture<BenchTests.Site>
{
    private const string Key = "a-key-of-some-length";
    private const double TargetMin = 24;

    [Fact]
    public async Task An_author_talks_as_any_channel_and_sees_what_it_would_get()
    {
        using var gone = await RemoveTestEndpoint();
        await using var context = await Context();
        var page = await Open(context, "demo");
        var bench = page.GetByRole(AriaRole.Complementary, new() { Name = "Test bench" });
        await Enter(bench, "a-key-that-is-wrong!");
        await Expect(bench.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This key is not accepted.");
        await Enter(bench, Key);
        await bench.GetByRole(AriaRole.Button, new() { Name = "Make one" }).ClickAsync();

        await Choose(bench, "Slack");
        await Say(bench, "hello");
        var turn = bench.Locator(".turn");
        await Expect(turn.Locator(".item.bot .text").First).ToContainTextAsync("railway assistant");
        await Expect(turn).ToContainTextAsync("slack · chat.postMessage");
        await Expect(turn).ToContainTextAsync("\"action_id\": \"tock.choice.1\"");
        await Expect(turn).ToContainTextAsync("This channel shows nothing of: metadata");
        await turn.GetByText("As the bot said it").First.ClickAsync();
        await Expect(turn).ToContainTextAsync("\"payload\": \"departures\"");

        // The same answer as another channel, and as an endpoint of the bot.
        await Choose(bench, "Messenger");
        await Expect(turn).ToContainTextAsync("\"content_type\": \"text\"");
        await Expect(turn).Not.ToContainTextAsync("chat.postMessage");
        await Choose(bench, "ai (openai)");
        await Expect(turn).ToContainTextAsync("1. Plan a journey");
        await Expect(turn).ToHaveCountAsync(1);

        // What is pressed is said.
        await turn.GetByRole(AriaRole.Button, new() { Name = "Departures" }).ClickAsync();
        await Expect(turn).ToHaveCountAsync(2);
        await Expect(turn.Nth(1).Locator(".item.user")).ToHaveTextAsync("Departures");
        await Expect(turn.Nth(1).Locator(".item.bot .text").First).ToContainTextAsync("station");
        await IsFine(page);
    }

    [Fact]
    public async Task The_bot_speaks_once_however_many_channels_show_it()
    {
        await using var context = await Context();
        var page = await Open(context, "echo");
        var bench = page.GetByRole(AriaRole.Complementary);
        await Enter(bench, Key);
        var turn = bench.Locator(".turn");
        // Busy, and tried again under the same event id.
        var busy = 1;
        await page.RouteAsync("**/talk", route => Interlocked.Exchange(ref busy, 0) == 1
            ? route.FulfillAsync(new() { Status = 503, Body = """{"detail":"the node is full"}""" })
            : route.ContinueAsync());
        await Say(bench, "one");
        await Expect(turn).ToContainTextAsync("the node is full");
        await turn.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(turn.Locator(".item.bot .text")).ToHaveTextAsync("turn 1 one");
        foreach (var channel in (string[])["Slack", "Web", "Loopback"])
            await Choose(bench, channel);
        await Say(bench, "two");
        await Expect(turn.Nth(1).Locator(".item.bot .text")).ToHaveTextAsync("turn 2 two");

        // An event of the model, and what is none.
        await Say(bench, """{"kind":"location","latitude":48.8,"longitude":2.3}""");
        await Expect(turn.Nth(2).Locator(".item.bot .text")).ToHaveTextAsync("turn 3");
        await Say(bench, "{no");
        await Expect(bench.GetByRole(AriaRole.Alert)).ToHaveTextAsync(
            "This is no JSON of an event.");

        // Another user has a talk of their own.
        await bench.GetByRole(AriaRole.Button, new() { Name = "New test user" }).ClickAsync();
        await Expect(turn).ToHaveCountAsync(0);
        await Say(bench, "one");
        await Expect(turn.Locator(".item.bot .text")).ToHaveTextAsync("turn 1 one");
    }

    [Fact]
    public async Task Its_talk_becomes_a_test_by_the_command_it_shows()
    {
        await using var context = await Context();
        var page = await Open(context, "echo");
        var bench = page.GetByRole(AriaRole.Complementary);
        await Enter(bench, Key);
        await bench.GetByRole(AriaRole.Button, new() { Name = "New test user" }).ClickAsync();
        await Choose(bench, "Slack");
        await Say(bench, "one");
        await Say(bench, "two");
        await Expect(bench.Locator(".turn").Nth(1)).ToContainTextAsync("turn 2 two");
        await bench.GetByText("Keep this talk as a test").ClickAsync();
        var words = (await bench.Locator(".bench-record pre").InnerTextAsync()).Split(' ');
        var file = Path.Combine(site.Silo.Folder, "talk.json");
        Assert.Equal(["tock", "test", "record", "talk.json"], words[..4]);
        var tool = await Tool.RunOn(
            "", Key, site.Silo.BaseAddress, ["test", "record", file, .. words[4..]]);
        Assert.True(tool.ExitCode == 0, $"{tool}");
        var plan = JsonElement.Parse(
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(
            ["one", "two"],
            plan.GetProperty("steps").EnumerateArray()
                .Select(step => step.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task A_key_is_kept_only_where_it_is_asked_for_and_leaves_with_the_tab()
    {
        await using var context = await Context();
        var page = await Open(context, "echo");
        var bench = page.GetByRole(AriaRole.Complementary);
        await Enter(bench, Key);
        await Expect(bench.GetByRole(AriaRole.Log)).ToBeVisibleAsync();
        await page.ReloadAsync();
        await bench.GetByLabel("Keep it until this tab is closed").CheckAsync();
        await Enter(bench, Key);
        await Expect(bench.GetByRole(AriaRole.Log)).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(bench.GetByRole(AriaRole.Log)).ToBeVisibleAsync();
        var other = await Open(context, "echo");
        await Expect(other.GetByLabel("Key of the administration")).ToBeVisibleAsync();
        Assert.DoesNotContain(
            Key, await page.EvaluateAsync<string>("JSON.stringify(localStorage)"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_there_for_authors_only_and_loaded_when_opened()
    {
        await using var context = await Context();
        var page = await context.NewPageAsync();
        var loaded = new List<string>();
        page.Request += (_, request) => loaded.Add(request.Url);
        await page.GotoAsync($"{site.Silo.BaseAddress}?endpoint=/io/app/echo/web");
        var open = page.GetByRole(AriaRole.Button, new() { Name = "Test bench" });
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("echo bot, ready");
        await Expect(open).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show details" }).ClickAsync();
        await Expect(open).ToBeVisibleAsync();
        Assert.DoesNotContain(loaded, url => url.Contains("bench", StringComparison.Ordinal));
        await open.ClickAsync();
        var bench = page.GetByRole(AriaRole.Complementary);
        await Expect(bench.GetByLabel("Key of the administration")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(bench).ToHaveCountAsync(0);
        await Expect(open).ToBeFocusedAsync();
        await page.GotoAsync(
            $"{site.Silo.BaseAddress}?endpoint=/io/app/echo/web&embedded=true&bench");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("echo bot, ready");
        await Expect(open).ToBeHiddenAsync();
        await Expect(bench).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(390, ColorScheme.Light, "fr", "Clé de l’administration", "Ouvrir")]
    [InlineData(1280, ColorScheme.Dark, "de", "Schlüssel der Verwaltung", "Öffnen")]
    [InlineData(320, ColorScheme.Dark, "es", "Clave de la administración", "Abrir")]
    public async Task Any_hand_can_use_it_on_any_screen(
        int width, ColorScheme scheme, string locale, string label, string open)
    {
        await using var context = await Context(width, scheme, locale);
        var page = await Open(context, "demo");
        var bench = page.Locator("#bench");
        await Expect(bench.GetByLabel(label)).ToBeFocusedAsync();
        await IsFine(page);
        await bench.GetByLabel(label).FillAsync(Key);
        await bench.GetByRole(AriaRole.Button, new() { Name = open }).ClickAsync();
        // Whichever test is the first to need one makes the test endpoint.
        var make = bench.Locator(".bench-door .choice[type=button]");
        var log = bench.GetByRole(AriaRole.Log);
        await Expect(make.Or(log)).ToBeVisibleAsync();
        if (await make.IsVisibleAsync())
            await make.ClickAsync();
        await Say(bench, "hello");
        await Expect(bench.Locator(".item.bot")).Not.ToHaveCountAsync(0);
        await IsFine(page);
        Assert.True(await page.EvaluateAsync<bool>(
            "document.documentElement.scrollWidth <= innerWidth"));
    }

    [Fact]
    public async Task Where_the_administration_is_off_it_says_so()
    {
        await using var context = await Context();
        await context.RouteAsync("**/admin/api/**", route => route.FulfillAsync(
            new() { Status = 404, Body = "" }));
        var page = await Open(context, "echo");
        var bench = page.GetByRole(AriaRole.Complementary);
        await Enter(bench, Key);
        await Expect(bench.GetByRole(AriaRole.Alert)).ToContainTextAsync("Tock:Admin:Key");
    }

    private async Task<HttpResponseMessage> RemoveTestEndpoint()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Delete, "/admin/api/endpoints/app/demo/test");
        request.Headers.Authorization = new("Bearer", Key);
        return await site.Silo.Client.SendAsync(
            request, TestContext.Current.CancellationToken);
    }

    private Task<IBrowserContext> Context(
        int width = 1280, ColorScheme scheme = ColorScheme.Light, string locale = "en-GB") =>
        chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = locale,
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });

    private async Task<IPage> Open(IBrowserContext context, string bot)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{site.Silo.BaseAddress}?endpoint=/io/app/{bot}/web&bench");
        return page;
    }

    private static async Task Enter(ILocator bench, string key)
    {
        await bench.GetByLabel("Key of the administration").FillAsync(key);
        await bench.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
    }

    private static async Task Choose(ILocator bench, string channel) =>
        await bench.GetByLabel("Channel").SelectOptionAsync(
            new SelectOptionValue { Label = channel });

    private static async Task Say(ILocator bench, string text)
    {
        var input = bench.Locator("textarea");
        await input.FillAsync(text);
        await input.PressAsync("Enter");
    }

    private static async Task IsFine(IPage page)
    {
        Assert.Empty((await page.RunAxe()).Violations.Select(violation =>
            $"{violation.Id}: {violation.Help}; " + string.Join(
                " | ", violation.Nodes.Select(node => node.Html))));
        Assert.Empty(await page.EvaluateAsync<string[]>(
            """
            least => [...document.querySelectorAll('#bench :is(button, select, input, textarea)')]
              .filter(element => element.checkVisibility())
              .filter(element => { const { width, height } = element.getBoundingClientRect();
                return width < least || height < least; })
              .map(element => element.outerHTML.slice(0, 80))
            """,
            TargetMin));
    }

    /// <summary>A silo with an administration; the bot <c>echo</c> has a test endpoint.</summary>
    public sealed class Site : IAsyncLifetime
    {
        public SiloProcess Silo { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Silo = await SiloProcess.Started(
        [
            $"--Tock:Admin:Key={Key}",
            "--Tock:Admin:RequestsPerSecond=1000",
            "--Tock:Admin:Burst=1000",
            .. EndpointOf(0, "echo", "web", "web", ("identity", "open")),
            .. EndpointOf(1, "demo", "web", "web", ("identity", "open")),
            .. EndpointOf(2, "echo", "try", "test"),
            .. EndpointOf(3, "demo", "ai", "openai", ("apiKey", "sk-0123456789abcdef")),
        ]);

        public ValueTask DisposeAsync() => Silo.DisposeAsync();

        private static IEnumerable<string> EndpointOf(
            int at, string bot, string id, string type, params (string, string)[] settings) =>
            new[] { ("namespace", "app"), ("bot", bot), ("id", id), ("type", type) }
                .Concat(settings.Select(one => ($"settings:{one.Item1}", one.Item2)))
                .Select(one => $"--Tock:Endpoints:{at}:{one.Item1}={one.Item2}");
    }
}
