using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using TockOrleans.Ingress.Webhooks;

namespace TockOrleans.Hosting.Tests.Limits;

/// <summary>A node of small limits, behind proxies of this machine and of a network.</summary>
public sealed class LimitedNode : IAsyncLifetime
{
    public const string Secret = "a-secret-of-the-vault";

    /// <summary>How many requests an address may send at once.</summary>
    public const int Burst = 12;

    /// <summary>More than any limit lets through, on a machine however slow.</summary>
    public const int Flood = 500;

    private readonly ConcurrentDictionary<string, long> limited = new();
    private readonly MeterListener listener = new();

    public Node Node { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>How many requests a limit refused.</summary>
    public long Limited(string by) => limited.GetValueOrDefault(by);

    public async ValueTask InitializeAsync()
    {
        Node = await Node.Start(
            "--Tock:Ingress:RequestsPerUser=1", "--Tock:Ingress:BurstPerUser=3",
            "--Tock:Ingress:RequestsPerAddress=1", $"--Tock:Ingress:BurstPerAddress={Burst}",
            "--Tock:Ingress:StreamsPerAddressMax=2",
            "--Tock:Ingress:Proxies:0=127.0.0.1", "--Tock:Ingress:Proxies:1=10.0.0.0/8",
            "--Tock:Endpoints:0:namespace=app", "--Tock:Endpoints:0:bot=echo",
            "--Tock:Endpoints:0:id=web", "--Tock:Endpoints:0:type=web",
            "--Tock:Endpoints:0:settings:identity=open",
            "--Tock:Endpoints:1:namespace=app", "--Tock:Endpoints:1:bot=echo",
            "--Tock:Endpoints:1:id=vault", "--Tock:Endpoints:1:type=vault",
            $"--Tock:Endpoints:1:settings:signingSecret={Secret}");
        Client = new HttpClient { BaseAddress = Node.Address };
        // The meters of this node, and not of others that run beside it.
        var scope = Node.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name == "tock.ingress.limited"
                && ReferenceEquals(instrument.Meter.Scope, scope))
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            foreach (var (name, value) in tags)
                if (name == "by")
                    limited.AddOrUpdate((string)value!, count, (_, sum) => sum + count);
        });
        listener.Start();
        Assert.NotNull(Node.Services.GetRequiredService<IngressMetrics>());
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        Client.Dispose();
        await Node.DisposeAsync();
    }
}
