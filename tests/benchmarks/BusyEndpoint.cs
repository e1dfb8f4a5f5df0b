using System.Diagnostics;
using TockOrleans.GrainInterfaces;
using TockOrleans.Hosting;
using TockOrleans.Samples.Echo;

namespace TockOrleans.Benchmarks;

/// <summary>
/// How many times to leave one endpoint's grain gives out a second, by how many are asked for in a
/// call: a node has one call under way and gathers meanwhile, so the busier it is, the larger its
/// calls are.
/// </summary>
internal static class BusyEndpoint
{
    private const int Keys = 10_000;
    private const double Floor = 100_000;
    private static readonly int[] Sizes = [1, 16, 256];
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(1);

    public static async Task<int> Run(Arguments arguments)
    {
        var time = TimeSpan.FromSeconds(arguments.Number("seconds", 3));
        var nodes = arguments.Number("nodes", 8);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["Tock:Storage:Path"] =
            Directory.CreateTempSubdirectory("tock-bench").FullName;
        builder.WebHost.UseUrls($"http://127.0.0.1:{Servers.FreePort()}");
        builder.AddTockOrleans().AddBot(EchoBot.Create());
        await using var app = builder.Build();
        await app.StartAsync();
        var grain = app.Services.GetRequiredService<IGrainFactory>()
            .GetGrain<IConnectorEndpoint>("app/echo/web");
        var last = 0.0;
        foreach (var size in Sizes)
        {
            await Measure(grain, nodes, size, time / 3);
            last = await Measure(grain, nodes, size, time);
            Console.WriteLine(
                $"{nodes} nodes, {size,3} payloads a call: {last,10:F0} payloads/s through one"
                + " endpoint");
        }
        Console.WriteLine(
            $"floor: {Floor} payloads/s through one endpoint: {(last >= Floor ? "PASS" : "FAIL")}");
        await app.StopAsync();
        return last >= Floor ? 0 : 1;
    }

    private static async Task<double> Measure(
        IConnectorEndpoint grain, int nodes, int size, TimeSpan time)
    {
        var begun = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, nodes).Select(node =>
            Task.Run(async () =>
            {
                var batch = Enumerable.Range(0, size)
                    .Select(IReadOnlyList<RateClaim> (payload) =>
                    [
                        new($"workspace:{node}", Interval / 1_000, 1_000),
                        new($"channel:{((node * size) + payload) % Keys}", Interval, 5),
                    ])
                    .ToArray();
                var count = 0L;
                while (begun.Elapsed < time)
                    count += (await grain.Reserve(batch)).Count;
                return count;
            })));
        return counts.Sum() / begun.Elapsed.TotalSeconds;
    }
}
