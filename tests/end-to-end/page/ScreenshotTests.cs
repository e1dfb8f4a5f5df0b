using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TockOrleans.EndToEnd.Tests.Page;

/// <summary>
/// The pictures of the documentation: the page as the program serves it, with the demo bot. They
/// are taken each time, so that they can be; with <c>TOCK_SCREENSHOTS</c> they are kept in the
/// folder it names.
/// </summary>
[Trait("needs", "silo")]
public sealed class ScreenshotTests(Chromium chromium, ScreenshotTests.Silo silo)
    : IClassFixture<Chromium>, IClassFixture<ScreenshotTests.Silo>
{
    private const int BytesMax = 200_000;

    private static string? Kept => Environment.GetEnvironmentVariable("TOCK_SCREENSHOTS");

    [Theory]
    [InlineData("chat-phone", 390, 780, ColorScheme.Light)]
    [InlineData("chat-desktop", 1100, 760, ColorScheme.Light)]
    [InlineData("chat-dark", 1100, 760, ColorScheme.Dark)]
    public async Task The_page_is_shown_as_it_is(
        string name, int width, int height, ColorScheme scheme)
    {
        await using var context = await chromium.Browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                Locale = "en-GB",
                ColorScheme = scheme,
                ReducedMotion = ReducedMotion.Reduce,
                ViewportSize = new ViewportSize { Width = width, Height = height },
            });
        var page = await context.NewPageAsync();
        await page.GotoAsync(silo.Address);
        await Say(page, "give me some travel tips");
        await Expect(page.Locator(".item.bot").Last).ToContainTextAsync("worth it.");
        await Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        await Say(page, "tell me about Lyon station");
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "Lyon" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("demo bot, ready");
        await page.EvaluateAsync(
            "() => { const all = document.getElementById('scroller');"
            + " all.scrollTop = all.scrollHeight; document.activeElement.blur(); }");
        await Keep(page, name);
    }

    private static async Task Keep(IPage page, string name)
    {
        var picture = await page.ScreenshotAsync();
        Assert.InRange(picture.Length, 5_000, BytesMax);
        if (Kept is { Length: > 0 } folder)
            await File.WriteAllBytesAsync(
                Path.Combine(RepositoryFolder.Root, folder, $"{name}.png"),
                picture,
                TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_test_bench_is_shown_as_it_is()
    {
        await using var context = await chromium.Browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                Locale = "en-GB",
                ReducedMotion = ReducedMotion.Reduce,
                ViewportSize = new ViewportSize { Width = 1280, Height = 820 },
            });
        var page = await context.NewPageAsync();
        await page.GotoAsync(silo.Address);
        await Say(page, "tell me about Lyon station");
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "Lyon" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show details" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Test bench" }).ClickAsync();
        var bench = page.GetByRole(AriaRole.Complementary);
        await bench.GetByLabel("Key of the administration").FillAsync(Silo.Key);
        await bench.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
        await bench.GetByRole(AriaRole.Button, new() { Name = "Make one" }).ClickAsync();
        await bench.Locator("textarea").FillAsync("hello");
        await bench.Locator("textarea").PressAsync("Enter");
        await Expect(bench.GetByText("slack · chat.postMessage").First).ToBeVisibleAsync();
        await Keep(page, "chat-bench");
    }

    private static async Task Say(IPage page, string text)
    {
        var input = page.GetByRole(AriaRole.Textbox);
        await input.FillAsync(text);
        await input.PressAsync("Enter");
    }

    /// <summary>One silo for all pictures.</summary>
    public sealed class Silo : IAsyncLifetime
    {
        private SiloProcess silo = null!;

        public string Address => silo.BaseAddress.AbsoluteUri;

        public const string Key = "a-key-of-some-length";

        public async ValueTask InitializeAsync() =>
            silo = await SiloProcess.Started($"--Tock:Admin:Key={Key}");

        public ValueTask DisposeAsync() => silo.DisposeAsync();
    }
}
