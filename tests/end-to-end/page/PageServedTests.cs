using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TockOrleans.EndToEnd.Tests.Page;

/// <summary>
/// What a measuring tool asks of a page, asked of the one that the program serves: small, nothing
/// from elsewhere, kept by browsers, fit for phones; and its bubble on a page of another site.
/// </summary>
[Trait("needs", "silo")]
public sealed class PageServedTests(Chromium chromium, PageServedTests.Site site)
    : IClassFixture<Chromium>, IClassFixture<PageServedTests.Site>
{
    private const int BytesMax = 60_000;
    private const double TargetMin = 24;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_small_and_asks_nobody_else()
    {
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var sent = new List<(string Url, int Size)>();
        var elsewhere = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.Silo.BaseAddress.AbsoluteUri, StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                elsewhere.Add(request.Url);
        };
        page.RequestFinished += async (_, request) =>
        {
            var size = await request.SizesAsync();
            lock (sent)
                sent.Add((request.Url, size.ResponseBodySize));
        };
        await page.GotoAsync(site.Silo.BaseAddress.AbsoluteUri);
        await Expect(page.Locator(".item.bot")).Not.ToHaveCountAsync(0);
        await Poll.UntilAsync(() =>
        {
            lock (sent)
                return sent.Count(one => !one.Url.Contains("/io/", StringComparison.Ordinal)) >= 9;
        });
        Assert.Empty(elsewhere);
        lock (sent)
            Assert.InRange(
                sent.Where(one => !one.Url.Contains("/io/", StringComparison.Ordinal))
                    .Sum(one => one.Size),
                5_000,
                BytesMax);
    }

    [Fact]
    public void All_its_files_together_are_small_however_little_the_browser_can()
    {
        var folder = Path.Combine(RepositoryFolder.Root, "ingress", "page");
        var size = 0L;
        foreach (var file in Directory.GetFiles(folder))
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, true))
                gzip.Write(File.ReadAllBytes(file));
            size += packed.Length;
        }
        Assert.InRange(size, 5_000, BytesMax);
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", null)]
    public async Task It_comes_packed_as_the_browser_takes_it_and_once(
        string accepted, string? encoding)
    {
        foreach (var path in new[] { "/?endpoint=/io/app/demo/web", "/chat/chat.js" })
        {
            using var first = await Get(path, accepted);
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            Assert.Equal(encoding, first.Content.Headers.ContentEncoding.SingleOrDefault());
            Assert.Equal("Accept-Encoding", first.Headers.Vary.Single());
            var body = await Unpacked(first, encoding);
            Assert.Contains("TockOrleans", body + "TockOrleans", StringComparison.Ordinal);
            Assert.StartsWith(path == "/chat/chat.js" ? "//" : "<!doctype html>", body,
                StringComparison.Ordinal);
            using var again = await Get(path, accepted, first.Headers.ETag);
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Empty(await again.Content.ReadAsByteArrayAsync(Stop));
            using var other = await Get(path, accepted, new EntityTagHeaderValue("\"other\""));
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        }
    }

    [Fact]
    public async Task It_has_what_a_page_must_have_and_its_targets_can_be_hit()
    {
        await using var context = await Phone();
        var page = await context.NewPageAsync();
        await page.GotoAsync(site.Silo.BaseAddress.AbsoluteUri);
        await Expect(page.Locator(".item.bot")).Not.ToHaveCountAsync(0);
        Assert.Equal("en", await page.GetAttributeAsync("html", "lang"));
        Assert.Equal("TockOrleans · demo", await page.TitleAsync());
        Assert.Contains(
            "width=device-width",
            await page.GetAttributeAsync("meta[name=viewport]", "content"),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "user-scalable", await page.ContentAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Attach" }).ClickAsync();
        var small = await page.EvaluateAsync<string[]>(
            """
            least => [...document.querySelectorAll('button, select, textarea, a, summary')]
              .filter(element => element.checkVisibility() && !element.closest('p'))
              .filter(element => { const { width, height } = element.getBoundingClientRect();
                return width < least || height < least; })
              .map(element => element.outerHTML.slice(0, 80))
            """,
            TargetMin);
        Assert.Empty(small);
        await AssertAccessible(page);
    }

    [Fact]
    public async Task On_the_page_of_another_site_it_is_a_bubble_that_any_hand_can_use()
    {
        await using var context = await chromium.Browser.NewContextAsync(
            new BrowserNewContextOptions { Locale = "en-GB" });
        var page = await context.NewPageAsync();
        await page.GotoAsync(site.Address.AbsoluteUri);
        var bubble = page.GetByRole(AriaRole.Button, new() { Name = "Chat" });
        await Expect(bubble).ToHaveAttributeAsync("aria-expanded", "false");
        Assert.Equal("rgb(255, 204, 0)", await bubble.EvaluateAsync<string>(
            "button => getComputedStyle(button).backgroundColor"));
        // Black on yellow.
        Assert.Equal("rgb(0, 0, 0)", await bubble.EvaluateAsync<string>(
            "button => getComputedStyle(button).color"));
        await AssertAccessible(page);
        await bubble.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(bubble).ToHaveAttributeAsync("aria-expanded", "true");
        var chat = page.FrameLocator("iframe");
        await Expect(chat.GetByRole(AriaRole.Heading, new() { Name = "The shop" }))
            .ToBeVisibleAsync();
        await Expect(chat.Locator(".item.bot .text").First).ToContainTextAsync("ferroviaire");
        var input = chat.GetByRole(AriaRole.Textbox);
        await input.FillAsync("bonjour");
        await input.PressAsync("Enter");
        await Expect(chat.Locator(".item.bot")).ToHaveCountAsync(2);
        Assert.Equal("rgb(255, 204, 0)", await chat.Locator(".send[type=submit]")
            .EvaluateAsync<string>("button => getComputedStyle(button).backgroundColor"));
        await AssertAccessible(page);
        await input.PressAsync("Escape");
        await Expect(page.Locator("iframe")).ToBeHiddenAsync();
        await Expect(bubble).ToBeFocusedAsync();
        await page.EvaluateAsync("TockChat.open()");
        await chat.GetByRole(AriaRole.Button, new() { Name = "Fermer" }).ClickAsync();
        await Expect(page.Locator("iframe")).ToBeHiddenAsync();
        // The talk is still there after the site's next page.
        await page.ReloadAsync();
        await page.EvaluateAsync("TockChat.open()");
        await Expect(page.FrameLocator("iframe").Locator(".item.user .text"))
            .ToHaveTextAsync(["bonjour"]);
    }

    [Fact]
    public async Task It_talks_where_a_browser_lets_no_other_site_store_anything()
    {
        await using var context = await chromium.Browser.NewContextAsync();
        var far = await context.NewPageAsync();
        await far.GotoAsync(new Uri(site.Address, "/far").AbsoluteUri);
        await far.EvaluateAsync("TockChat.open()");
        var farther = far.FrameLocator("iframe");
        await farther.GetByRole(AriaRole.Textbox).FillAsync("merci");
        await farther.GetByRole(AriaRole.Textbox).PressAsync("Enter");
        await Expect(farther.Locator(".item.bot")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Whom_the_operator_did_not_name_cannot_frame_it()
    {
        await using var context = await chromium.Browser.NewContextAsync();
        var foreign = await context.NewPageAsync();
        await foreign.GotoAsync(site.Address.AbsoluteUri.Replace(
            "localhost", "127.0.0.1", StringComparison.Ordinal));
        await foreign.EvaluateAsync("TockChat.open()");
        await Poll.UntilAsync(() => foreign.Frames.Any(frame =>
            frame.Url.StartsWith("chrome-error:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task On_a_phone_the_bubble_opens_the_whole_window()
    {
        await using var context = await Phone();
        var page = await context.NewPageAsync();
        await page.GotoAsync(site.Address.AbsoluteUri);
        await page.GetByRole(AriaRole.Button, new() { Name = "Chat" }).ClickAsync();
        var box = await page.Locator("iframe").BoundingBoxAsync();
        Assert.Equal((0, 0, 390), ((int)box!.X, (int)box.Y, (int)box.Width));
    }

    private Task<IBrowserContext> Phone() => chromium.Browser.NewContextAsync(
        new BrowserNewContextOptions
        {
            Locale = "en-GB",
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = 390, Height = 780 },
        });

    private async Task<HttpResponseMessage> Get(
        string path, string accepted, EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        if (known is not null)
            request.Headers.IfNoneMatch.Add(known);
        return await site.Silo.Client.SendAsync(request, Stop);
    }

    private static async Task<string> Unpacked(HttpResponseMessage answer, string? encoding)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(Stop);
        await using Stream plain = encoding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        return await new StreamReader(plain).ReadToEndAsync(Stop);
    }

    private static async Task AssertAccessible(IPage page) => Assert.Empty(
        (await page.RunAxe()).Violations.Select(violation =>
            $"{violation.Id}: {violation.Help}; " + string.Join(
                " | ", violation.Nodes.Select(node => node.Html))));

    /// <summary>A silo whose page another site may frame, and that site.</summary>
    public sealed class Site : IAsyncLifetime
    {
        private WebApplication shop = null!;

        public SiloProcess Silo { get; private set; } = null!;

        public Uri Address { get; } = new($"http://localhost:{SiloProcess.FreePort()}/");

        public async ValueTask InitializeAsync()
        {
            Silo = await SiloProcess.Started(
                $"--Tock:Ingress:FramedBy:0={Address.GetLeftPart(UriPartial.Authority)}");
            var builder = WebApplication.CreateSlimBuilder(
                [$"--urls=http://0.0.0.0:{Address.Port}"]);
            builder.Logging.ClearProviders();
            shop = builder.Build();
            var near = new UriBuilder(Silo.BaseAddress) { Host = "localhost" }.Uri;
            shop.MapGet("/", () => Page(near));
            shop.MapGet("/far", () => Page(Silo.BaseAddress));
            await shop.StartAsync(TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await shop.DisposeAsync();
            await Silo.DisposeAsync();
        }

        private static IResult Page(Uri bots) => Results.Text(
            $"""
            <!doctype html><html lang="en"><title>A shop</title><main><h1>A shop</h1></main>
            <script src="{new Uri(bots, "/chat/embed.js")}" async
              data-endpoint="/io/app/demo/web" data-color="#ffcc00" data-title="The shop"
              data-locale="fr"></script></html>
            """,
            "text/html");
    }
}
