using System.Net.Http.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TockOrleans.EndToEnd.Tests.Page;

/// <summary>
/// The page and the program's streams: answers that grow, and what the bot says by itself, once and
/// whatever happens in between.
/// </summary>
[Trait("needs", "silo")]
public sealed class PageStreamTests(Chromium chromium)
    : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string Key = "an-admin-key-for-tests";
    private const string Path = "/io/app/echo/web";
    private const string Words = "grow word by word until the whole of it is there for all to read";

    private SiloProcess silo = null!;
    private IBrowserContext context = null!;

    public async ValueTask InitializeAsync()
    {
        silo = await SiloProcess.Started($"--Tock:Admin:Key={Key}");
        context = await chromium.Browser.NewContextAsync(
            new BrowserNewContextOptions { Locale = "en-GB" });
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await silo.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_is_seen_to_grow_in_all_tabs_and_is_one_message_in_the_end()
    {
        var page = await Open();
        var tab = await Open();
        foreach (var each in (IPage[])[page, tab])
            await each.EvaluateAsync(
                """
                () => {
                  window.seen = new Set();
                  new MutationObserver(() => document.querySelectorAll('[aria-busy=true] .text')
                    .forEach(text => seen.add(text.textContent)))
                    .observe(document.getElementById('log'),
                      { subtree: true, childList: true, attributes: true });
                }
                """);
        await Heard(page);
        await Say(page, Words);
        foreach (var each in (IPage[])[page, tab])
        {
            await Expect(Said(each, $"turn 3 {Words}")).ToHaveCountAsync(1);
            await Expect(each.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
            var seen = await each.EvaluateAsync<string[]>("[...seen]");
            Assert.True(seen.Length > 1, $"seen: {string.Join(" | ", seen)}");
            Assert.All(seen, text => Assert.StartsWith(
                text, $"turn 3 {Words}", StringComparison.Ordinal));
        }
        var shown = await Texts(page).AllTextContentsAsync();
        await page.ReloadAsync();
        await Expect(Texts(page)).ToHaveTextAsync(shown);
    }

    [Fact]
    public async Task Who_stops_an_answer_keeps_what_there_was()
    {
        var page = await Open();
        await Heard(page);
        await Say(page, "grow " + string.Join(' ', Enumerable.Range(1, 200)));
        await Expect(page.Locator("[aria-busy=true]")).ToContainTextAsync("grow 1 2 3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop the answer" }).ClickAsync();
        await Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("echo bot, ready");
        await Expect(Texts(page).Last).ToContainTextAsync("grow 1 2 3");
        await Expect(Texts(page).Last).Not.ToContainTextAsync("200");
        // The turn left no trace in the dialog.
        await Say(page, "next");
        await Expect(Texts(page).Last).ToHaveTextAsync("turn 3 next");
    }

    [Fact]
    public async Task What_the_bot_says_by_itself_is_shown_once_also_what_came_meanwhile()
    {
        var page = await Open();
        await Heard(page);
        await Tell(page, "your train is late");
        await Expect(Said(page, "your train is late")).ToHaveCountAsync(1);
        silo.Kill();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Trying again…");
        await silo.Start();
        await Tell(page, "said while it was away");
        await page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Expect(Said(page, "said while it was away")).ToHaveCountAsync(1);
        // Nor is anything missed by a page that was closed.
        await page.GotoAsync("about:blank");
        await Tell(await Blank(), "said to nobody");
        page = await Open();
        await Expect(Said(page, "said to nobody")).ToHaveCountAsync(1);
        foreach (var text in new[] { "your train is late", "said while it was away" })
            await Expect(Said(page, text)).ToHaveCountAsync(1);
        await Say(page, "good");
        await Expect(Texts(page).Last).ToHaveTextAsync("turn 3 good");
    }

    [Fact]
    public async Task Killed_while_an_answer_grows_the_server_gives_it_once_when_it_is_back()
    {
        var page = await Open();
        await Heard(page);
        await Say(page, Words);
        await Expect(page.Locator("[aria-busy=true]")).ToContainTextAsync("word by");
        silo.Kill();
        await Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        await silo.Start();
        await page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Expect(Said(page, $"turn 3 {Words}")).ToHaveCountAsync(1);
        await Say(page, "next");
        await Expect(Texts(page)).ToHaveTextAsync(
            ["turn 1 hello", "heard?", "turn 2 heard?", Words, $"turn 3 {Words}", "next",
                "turn 4 next"]);
    }

    [Fact]
    public async Task What_is_written_without_a_connection_is_sent_when_there_is_one()
    {
        var page = await Open();
        await context.SetOfflineAsync(true);
        await Say(page, "from the tunnel");
        await Say(page, "and more");
        await Expect(page.Locator(".item.user").First).ToContainTextAsync("trying again");
        await page.ReloadAsync(new() { Timeout = 1 }).ContinueWith(
            _ => { }, TaskScheduler.Default);
        await context.SetOfflineAsync(false);
        await page.GotoAsync(Address);
        await Expect(Texts(page)).ToHaveTextAsync(
            ["turn 1 hello", "from the tunnel", "turn 2 from the tunnel", "and more",
                "turn 3 and more"]);
    }

    private string Address => new Uri(silo.BaseAddress, $"/?endpoint={Path}").AbsoluteUri;

    private async Task<IPage> Open()
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(Address);
        await Expect(Said(page, "turn 1 hello")).ToHaveCountAsync(1);
        return page;
    }

    // A page of the same origin that shows nothing.
    private async Task<IPage> Blank()
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(silo.BaseAddress, "/health/live").AbsoluteUri);
        return page;
    }

    // From here on the silo knows that the page listens.
    private static async Task Heard(IPage page)
    {
        await page.WaitForFunctionAsync(
            $"() => JSON.parse(localStorage['tock.chat {Path}']).position?.id");
        await Say(page, "heard?");
        await Expect(Said(page, "turn 2 heard?")).ToHaveCountAsync(1);
    }

    private async Task Tell(IPage page, string text)
    {
        var user = await page.EvaluateAsync<string>(
            $"() => JSON.parse(localStorage['tock.chat {Path}']).user");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/api/messages")
        {
            Content = JsonContent.Create(new
            {
                endpoint = "app/echo/web",
                users = new[] { user },
                id = text,
                messages = new[] { new { kind = "text", text } },
            }),
        };
        request.Headers.Authorization = new("Bearer", Key);
        using var answer = await silo.Client.SendAsync(
            request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static ILocator Texts(IPage page) => page.Locator(".item .text");

    private static ILocator Said(IPage page, string text) =>
        page.GetByRole(AriaRole.Log).GetByText(text, new() { Exact = true });

    private static async Task Say(IPage page, string text)
    {
        var input = page.GetByRole(AriaRole.Textbox);
        await input.FillAsync(text);
        await input.PressAsync("Enter");
    }
}
