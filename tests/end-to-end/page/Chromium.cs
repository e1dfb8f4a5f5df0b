using Microsoft.Playwright;

namespace TockOrleans.EndToEnd.Tests.Page;

/// <summary>A real browser for the tests of a class; each has its own profile.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string PathVariable = "TOCK_CHROMIUM";
    private const float ExpectMillisecondsMax = 20_000;
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The browser.</summary>
    public IBrowser Browser => _browser!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(ExpectMillisecondsMax);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Find(),
            // Chromium's sandbox refuses root, which is who runs in most build containers.
            Args = ["--no-sandbox"],
        });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } given)
            return given;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                $"no Chromium on the PATH: install it, or set {PathVariable} to its program");
    }
}
