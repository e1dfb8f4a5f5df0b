using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using TockOrleans.Hosting;
using TockOrleans.Samples.Echo;

namespace TockOrleans.Benchmarks;

/// <summary>What a durable turn is compared with.</summary>
internal static class Servers
{
    // As long as the echo bot's answer.
    private const string Answer =
        """{"responses":[{"type":"WebMessage","text":"turn 1 hi","version":"1","actionId":"2"}],"""
        + """ "metadata":{}}""";

    /// <summary>A bare Kestrel that parses the JSON of a POST and answers.</summary>
    public static async Task<int> Kestrel(string url)
    {
        var app = Builder(url).Build();
        app.MapGet("/health/ready", () => "ok");
        app.MapPost("/io/app/echo/web", async http =>
        {
            var body = await Read(http.Request);
            await Write(http, body["query"]!.GetValue<string>().Length);
        });
        await app.RunAsync();
        return 0;
    }

    /// <summary>The same, and one call of a grain that counts in memory.</summary>
    public static async Task<int> Grain(string url)
    {
        var builder = Builder(url);
        builder.Host.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), gatewayPort: 0));
        var app = builder.Build();
        var grains = app.Services.GetRequiredService<IGrainFactory>();
        app.MapGet("/health/ready", () => "ok");
        app.MapPost("/io/app/echo/web", async http =>
        {
            var body = await Read(http.Request);
            var grain = grains.GetGrain<ICounter>(body["userId"]!.GetValue<string>());
            await Write(http, await grain.Count(body["query"]!.GetValue<string>()));
        });
        await app.RunAsync();
        return 0;
    }

    /// <summary>
    /// The echo bot in the whole runtime, and an address that tells the live bytes of the heap and
    /// the sessions in memory.
    /// </summary>
    public static async Task<int> Echo(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddTockOrleans().AddBot(EchoBot.Create());
        var app = builder.Build();
        app.MapTockOrleans();
        var grains = app.Services.GetRequiredService<IGrainFactory>();
        app.MapGet("/memory", async () => new MemoryUse(
            GC.GetTotalMemory(forceFullCollection: true),
            (await grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics())
                .Where(grain => grain.GrainType.Contains("UserSession", StringComparison.Ordinal))
                .Sum(grain => grain.ActivationCount)));
        await app.RunAsync();
        return 0;
    }

    internal static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static WebApplicationBuilder Builder(string url)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        return builder;
    }

    private static async Task<JsonNode> Read(HttpRequest request) =>
        (await JsonNode.ParseAsync(request.Body))!;

    private static Task Write(HttpContext http, int count)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = Answer.Length;
        return count < 0 ? Task.CompletedTask : http.Response.WriteAsync(Answer);
    }
}
