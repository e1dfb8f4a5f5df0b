using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;

namespace TockOrleans.Benchmarks;

/// <summary>The two servers the silo is compared with, each in a process of its own.</summary>
internal static class BaselineServer
{
    public const string BareVerb = "serve-bare";
    public const string GrainVerb = "serve-grain";

    /// <summary>Kestrel alone: reads the JSON and answers as much as the echo bot.</summary>
    public static Task Bare(string[] args) => Serve(args, _ => { }, app =>
    {
        var turns = 0;
        return request => Task.FromResult(
            $"turn {Interlocked.Increment(ref turns)} {request.Query}");
    });

    /// <summary>Kestrel and one call of one Orleans grain per request, in one process.</summary>
    public static Task Grain(string[] args) => Serve(
        args,
        builder => builder.Host.UseOrleans(silo => silo.UseLocalhostClustering(
            Port(builder, "siloPort"), Port(builder, "gatewayPort"))),
        app =>
        {
            var grains = app.Services.GetRequiredService<IGrainFactory>();
            return request => grains.GetGrain<ICounter>(request.UserId).Say(request.Query);
        });

    private static async Task Serve(
        string[] args,
        Action<WebApplicationBuilder> prepare,
        Func<WebApplication, Func<EchoRequest, Task<string>>> connect)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        prepare(builder);
        var app = builder.Build();
        var turn = connect(app);
        app.MapPost(Addresses.Echo, async (HttpContext http) =>
        {
            var request = await JsonSerializer.DeserializeAsync(
                http.Request.Body, EchoJson.Default.EchoRequest, http.RequestAborted);
            if (request is null)
            {
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }
            var reply = EchoReply.Of(await turn(request));
            await http.Response.WriteAsJsonAsync(reply, EchoJson.Default.EchoReply);
        });
        app.MapGet(Addresses.Ready, () => Results.Ok());
        await app.RunAsync();
    }

    private static int Port(WebApplicationBuilder builder, string name) =>
        int.Parse(builder.Configuration[name] ?? "0", CultureInfo.InvariantCulture);
}
