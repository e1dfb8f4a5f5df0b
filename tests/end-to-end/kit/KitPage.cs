using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TockOrleans.EndToEnd.Tests.Page;

namespace TockOrleans.EndToEnd.Tests.Kit;

/// <summary>
/// A page with Tock's React kit in it, the package as npm has it. Whatever the kit asks goes to the
/// platform. A script error fails the test.
/// </summary>
internal sealed class KitPage : IAsyncDisposable
{
    private readonly List<string> errors = [];
    private readonly IBrowserContext context;

    private KitPage(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        context.WebError += (_, error) => errors.Add(error.Error);
    }

    public IPage Page { get; }

    private bool IsTab { get; init; }

    /// <param name="chromium">The browser.</param>
    /// <param name="origin">Where the page comes from.</param>
    /// <param name="endpoint">The web endpoint's address.</param>
    /// <param name="referral">What the kit is told the user comes from.</param>
    /// <param name="options">The kit's options, as JSON.</param>
    public static async Task<KitPage> Open(
        Chromium chromium,
        Uri origin,
        Uri endpoint,
        string? referral = null,
        string options = """{"openingMessage":"hello"}""")
    {
        var context = await chromium.Browser.NewContextAsync();
        var kit = new KitPage(context, await context.NewPageAsync());
        // The platform serves no page of a site: a proxy in front of both would.
        if (endpoint.Authority == origin.Authority)
            foreach (var (name, file) in await KitFiles.All())
                await context.RouteAsync(
                    new Regex($"/page/{Regex.Escape(name)}"),
                    route => route.FulfillAsync(new RouteFulfillOptions { Path = file }));
        await kit.Page.GotoAsync(new Uri(
            origin,
            $"/page/page.html?endpoint={Uri.EscapeDataString(endpoint.ToString())}"
            + $"&options={Uri.EscapeDataString(options)}"
            + (referral is null ? "" : $"&referral={Uri.EscapeDataString(referral)}"))
            .ToString());
        return kit;
    }

    /// <summary>Another tab of the same browser, and so of the same user.</summary>
    public async Task<KitPage> OpenTab()
    {
        var tab = new KitPage(context, await context.NewPageAsync()) { IsTab = true };
        await tab.Page.GotoAsync(Page.Url);
        return tab;
    }

    /// <summary>A text that is there as a whole, of the bot or the user.</summary>
    public ILocator Text(string text) => Page.GetByText(text, new() { Exact = true });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name });

    /// <summary>Waits until a text is there, and only once.</summary>
    public Task Shows(string text, int times = 1) =>
        Assertions.Expect(Text(text)).ToHaveCountAsync(times);

    public async Task Say(string text)
    {
        // The kit takes no input before it has its stream, or knows that there is none.
        var input = Page.Locator("form input");
        await Assertions.Expect(input).ToBeEnabledAsync();
        await input.FillAsync(text);
        await input.PressAsync("Enter");
    }

    public async ValueTask DisposeAsync()
    {
        if (IsTab)
            await Page.CloseAsync();
        else
            await context.DisposeAsync();
        Assert.Empty(errors);
    }
}
