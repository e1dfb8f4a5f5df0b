using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace TockOrleans.Simulation.Tests;

/// <summary>A bot's webhook that keeps what comes and answers what the test says.</summary>
internal sealed class WebhookDouble : IAsyncDisposable
{
    private readonly ConcurrentQueue<WebhookHit> hits = new();
    private readonly WebApplication server;

    private WebhookDouble()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0));
        server = builder.Build();
        server.Run(Serve);
    }

    public Uri Url { get; private set; } = null!;

    /// <summary>Answers a hit; 200 by default.</summary>
    public Func<WebhookHit, HttpContext, Task> Answer { get; set; } =
        (_, _) => Task.CompletedTask;

    public IReadOnlyList<WebhookHit> Hits => [.. hits];

    public static async Task<WebhookDouble> Started()
    {
        var webhook = new WebhookDouble();
        await webhook.server.StartAsync();
        webhook.Url = new(webhook.server.Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        return webhook;
    }

    /// <summary>Waits for so many hits.</summary>
    public async Task<IReadOnlyList<WebhookHit>> WaitFor(int count)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (hits.Count < count)
            await tick.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        return Hits;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await server.StopAsync(atOnce.Token);
        await server.DisposeAsync();
    }

    private async Task Serve(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var headers = http.Request.Headers.ToDictionary(
            header => header.Key, header => $"{header.Value}", StringComparer.OrdinalIgnoreCase);
        var hit = new WebhookHit(http.Request.ContentType ?? "", headers, body.ToArray());
        hits.Enqueue(hit);
        await Answer(hit, http);
    }
}
