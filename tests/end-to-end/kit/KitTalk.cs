using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TockOrleans.Hosting;

namespace TockOrleans.EndToEnd.Tests.Kit;

/// <summary>The kit's bot in the tests' own process, with an endpoint of each sort.</summary>
public sealed class KitTalk : IAsyncLifetime
{
    private const string Secret = "a-secret-of-more-than-32-characters";

    private readonly string folder = Directory.CreateTempSubdirectory("tock-kit").FullName;
    private WebApplication app = null!;
    private WebApplication site = null!;

    /// <summary>Where the platform is.</summary>
    public Uri Address { get; } = new($"http://localhost:{SiloProcess.FreePort()}/");

    /// <summary>Where pages come from that are not of the platform's own origin.</summary>
    public Uri Elsewhere { get; } = new($"http://localhost:{SiloProcess.FreePort()}/");

    public Uri Endpoint(string id) => new(Address, $"/io/app/kit/{id}");

    public async ValueTask InitializeAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        var pages = WebApplication.CreateSlimBuilder([$"--urls={Elsewhere}"]);
        pages.Logging.ClearProviders();
        site = pages.Build();
        foreach (var (name, file) in await KitFiles.All())
            site.MapGet($"/page/{name}", () => Results.File(
                file, name.EndsWith("html", StringComparison.Ordinal)
                    ? "text/html"
                    : "text/javascript"));
        await site.StartAsync(stop);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args =
            [
                $"--urls={Address}",
                $"--Tock:Storage:Path={folder}",
                .. Endpoint(0, "web", ("identity", "open")),
                .. Endpoint(1, "off", ("identity", "open"), ("streams", "false")),
                .. Endpoint(
                    2, "shop",
                    ("identity", "open"), ("allowedOrigins", Elsewhere.ToString())),
                .. Endpoint(
                    3, "cookie",
                    ("identity", "cookie"), ("identitySecret", Secret),
                    ("allowedOrigins", Address.ToString())),
            ],
        });
        builder.Logging.ClearProviders();
        builder.AddTockOrleans().AddBot(KitBot.Create());
        app = builder.Build();
        app.MapTockOrleans();
        await app.StartAsync(stop);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await site.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<string> Endpoint(
        int at, string id, params (string Name, string Value)[] settings) =>
    [
        $"--Tock:Endpoints:{at}:namespace=app",
        $"--Tock:Endpoints:{at}:bot=kit",
        $"--Tock:Endpoints:{at}:id={id}",
        $"--Tock:Endpoints:{at}:type=web",
        .. settings.Select(setting =>
            $"--Tock:Endpoints:{at}:settings:{setting.Name}={setting.Value}"),
    ];
}
