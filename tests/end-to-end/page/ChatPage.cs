using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace TockOrleans.EndToEnd.Tests.Page;

/// <summary>
/// The page in a browser, its files straight from the repository, its server scripted. Anything it
/// asks of another place, any script error and any breach of the content security policy fails
/// the test when the page is disposed.
/// </summary>
internal sealed class ChatPage : IAsyncDisposable
{
    /// <summary>A secure context, as localhost is; nothing really listens there.</summary>
    public const string Address = "http://localhost:5080/";

    // As strict as the one the program sends.
    private const string Policy =
        "default-src 'self'; img-src 'self' https: data:; media-src 'self' https:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly byte[] Pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwAEAQH/7yMK/gAAAABJRU5E"
        + "rkJggg==");

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints;

    private ChatPage(
        IBrowserContext context, IPage page, ScriptedBot bot, ConcurrentQueue<string> complaints)
    {
        _context = context;
        Page = page;
        Bot = bot;
        _complaints = complaints;
    }

    public IPage Page { get; }

    public ScriptedBot Bot { get; }

    public ILocator Input => Page.GetByRole(AriaRole.Textbox);

    public ILocator Log => Page.GetByRole(AriaRole.Log);

    public ILocator BotItems => Log.Locator(".item.bot");

    public ILocator UserItems => Log.Locator(".item.user");

    public static async Task<ChatPage> OpenAsync(
        Chromium chromium,
        ScriptedBot? bot = null,
        string address = Address,
        BrowserNewContextOptions? options = null,
        string? before = null)
    {
        bot ??= new ScriptedBot();
        var context = await chromium.Browser.NewContextAsync(
            options ?? new BrowserNewContextOptions { Locale = "en-GB" });
        var complaints = new ConcurrentQueue<string>();
        await context.RouteAsync("**/*", route => ServeAsync(route, bot, complaints));
        context.WebError += (_, error) => complaints.Enqueue($"script error: {error.Error}");
        context.Console += (_, line) =>
        {
            if (line.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                complaints.Enqueue(line.Text);
        };
        context.Dialog += (_, dialog) => complaints.Enqueue($"a dialog: {dialog.Message}");
        if (before is not null)
            await context.AddInitScriptAsync(
                $"if (location.protocol === 'http:') {{ {before} }}");
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        return new ChatPage(context, page, bot, complaints);
    }

    /// <summary>A page whose greeting is these messages.</summary>
    public static async Task<ChatPage> ShowingAsync(
        Chromium chromium,
        string messages,
        string metadata = "{}",
        BrowserNewContextOptions? options = null)
    {
        var chat = await OpenAsync(
            chromium, new ScriptedBot().Says(messages, metadata), options: options);
        await Assertions.Expect(chat.BotItems).Not.ToHaveCountAsync(0);
        return chat;
    }

    /// <summary>Another tab of the same browser profile.</summary>
    public async Task<ChatPage> OpenTabAsync()
    {
        var page = await _context.NewPageAsync();
        await page.GotoAsync(Page.Url);
        return new ChatPage(_context, page, Bot, _complaints);
    }

    public async Task SayAsync(string text)
    {
        await Input.FillAsync(text);
        await Input.PressAsync("Enter");
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(_complaints);
    }

    private static async Task ServeAsync(
        IRoute route, ScriptedBot bot, ConcurrentQueue<string> complaints)
    {
        var url = new Uri(route.Request.Url);
        if (route.Request.ResourceType is "image" or "media")
            await ServeMediaAsync(route, url);
        else if (url.Host is not ("localhost" or "page.test"))
            await ComplainAsync(route, complaints);
        else if (route.Request.Method == "POST" && url.AbsolutePath.StartsWith(
            "/io/", StringComparison.Ordinal))
            await bot.AnswerAsync(route);
        else if (url.AbsolutePath.EndsWith("/sse", StringComparison.Ordinal))
            // As where the endpoint's streams are off; PageStreamTests have a real one.
            await route.FulfillAsync(new RouteFulfillOptions { Status = 404 });
        else if (url.AbsolutePath == "/")
            await ServeFileAsync(route, "index.html");
        else if (url.AbsolutePath.StartsWith("/chat/", StringComparison.Ordinal))
            await ServeFileAsync(route, url.AbsolutePath["/chat/".Length..]);
        else
            await ComplainAsync(route, complaints);
    }

    private static Task ComplainAsync(IRoute route, ConcurrentQueue<string> complaints)
    {
        complaints.Enqueue($"the page asked for {route.Request.Url}");
        return route.AbortAsync();
    }

    /// <summary>What a message shows may come from anywhere; here from one host alone.</summary>
    private static Task ServeMediaAsync(IRoute route, Uri url) => url.Host == "media.test"
        ? route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "image/png",
            BodyBytes = Pixel,
        })
        : route.AbortAsync("namenotresolved");

    private static Task ServeFileAsync(IRoute route, string name) =>
        route.FulfillAsync(new RouteFulfillOptions
        {
            Path = Path.Combine(RepositoryFolder.Root, "ingress", "page", name),
            Headers = new Dictionary<string, string>
            {
                ["Content-Security-Policy"] = Policy,
                ["Content-Type"] = Path.GetExtension(name) switch
                {
                    ".html" => "text/html; charset=utf-8",
                    ".css" => "text/css; charset=utf-8",
                    _ => "text/javascript; charset=utf-8",
                },
            },
        });
}
