using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using TockOrleans.Simulators.Loopback;

namespace TockOrleans.Benchmarks;

/// <summary>
/// More webhooks than the machine can turn, at a steady rate whatever comes back: what is
/// acknowledged must be so in time, what is too much must be refused, memory must not grow, and
/// what was acknowledged must be answered soon after.
/// </summary>
internal static class Saturation
{
    private const string Secret = "saturation-secret";
    private const double AckFloorMs = 250;
    private const int Users = 5_000;
    private const int FlatAfter = 60;
    private const double Flat = 1.1;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(2);

    private static readonly SemaphoreSlim Free = new(2_000);
    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    public static async Task<int> Run(Arguments arguments)
    {
        var rate = arguments.Number("rate", 8_000);
        var seconds = arguments.Number("seconds", 20);
        await using var channel = new LoopbackSimulator(new LoopbackOptions
        {
            SigningSecret = Secret,
            BodyBytesMax = 0,
        });
        await channel.Start();
        var folder = Directory.CreateTempSubdirectory("tock-bench").FullName;
        await using var silo = await Server.Silo("silo", folder, Settings(channel));
        var sent = new ConcurrentBag<(int Status, double Ms)>();
        var memory = new List<long>();
        await Send(silo, rate, seconds, sent, memory);
        var acknowledged = sent.Count(one => one.Status == 200);
        var drain = Stopwatch.StartNew();
        while (channel.Messages.Count < acknowledged && drain.Elapsed < DrainLimit)
            await Task.Delay(Tick);
        var times = sent.Where(one => one.Status == 200).Select(one => one.Ms).Order().ToArray();
        var slow = times[(int)(times.Length * 0.99)];
        var missing = acknowledged - channel.Messages.Count;
        Console.WriteLine(
            $"offered {sent.Count / seconds}/s for {seconds} s: {acknowledged / seconds}/s"
            + $" acknowledged, {sent.Count(one => one.Status == 503)} refused with 503,"
            + $" {sent.Count(one => one.Status is not (200 or 503))} otherwise");
        Console.WriteLine(
            $"acknowledged in {times[times.Length / 2]:F0} ms (median), {slow:F0} ms (p99),"
            + $" {times[^1]:F0} ms (longest)");
        var thirds = memory.Chunk((memory.Count / 3) + 1).Select(third => third.Max()).ToArray();
        Console.WriteLine(
            "working set, at most in each third of the time: "
            + string.Join(", ", thirds.Select(peak => $"{peak >> 20} MiB")));
        Console.WriteLine(
            $"all replies there {drain.Elapsed.TotalSeconds:F1} s after the last event;"
            + $" {missing} missing");
        // In the first third the process still warms up, and its sessions come into memory.
        var isFlat = seconds < FlatAfter || thirds[2] <= thirds[1] * Flat;
        var good = slow <= AckFloorMs && missing == 0 && isFlat;
        Console.WriteLine(
            $"floor: acknowledged within {AckFloorMs} ms (p99), nothing missing, memory flat"
            + $" (from {FlatAfter} s on): {(good ? "PASS" : "FAIL")}");
        return good ? 0 : 1;
    }

    private static string[] Settings(LoopbackSimulator channel) =>
    [
        .. new Dictionary<string, string>
        {
            ["namespace"] = "app",
            ["bot"] = "echo",
            ["id"] = "loopback",
            ["type"] = "loopback",
            ["settings:signingSecret"] = Secret,
            ["settings:token"] = channel.Settings["token"],
            ["settings:apiBaseUrl"] = channel.Settings["apiBaseUrl"],
        }.Select(setting => $"--Tock:Endpoints:0:{setting.Key}={setting.Value}"),
    ];

    private static async Task Send(
        Server silo,
        int rate,
        int seconds,
        ConcurrentBag<(int Status, double Ms)> sent,
        List<long> memory)
    {
        var address = new Uri(silo.Address, "/io/app/echo/loopback");
        var running = new List<Task>();
        using var timer = new PeriodicTimer(Tick);
        var begun = Stopwatch.StartNew();
        for (var n = 0L; begun.Elapsed < TimeSpan.FromSeconds(seconds);)
        {
            for (var due = (long)(begun.Elapsed.TotalSeconds * rate); n < due; n++)
            {
                // Connections are bounded, as a channel's are; what finds none free is not sent.
                if (!Free.Wait(0))
                    continue;
                var number = n;
                running.Add(Task.Run(() => Send(address, number, sent)));
            }
            if (memory.Count < begun.Elapsed.TotalSeconds)
                memory.Add(silo.WorkingSet);
            await timer.WaitForNextTickAsync();
        }
        await Task.WhenAll(running);
        memory.Add(silo.WorkingSet);
    }

    private static async Task Send(
        Uri address, long n, ConcurrentBag<(int Status, double Ms)> sent)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var body = Encoding.UTF8.GetBytes(
            $$$"""{"events":[{"id":"e{{{n}}}","user":"u{{{n % Users}}}","at":{{{now}}},"""
            + """ "event":{"kind":"text","text":"hi"}}]}""");
        var at = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var signed = Encoding.UTF8.GetBytes($"{at}.").Concat(body).ToArray();
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Loopback-Timestamp", $"{at}");
        request.Headers.Add("X-Loopback-Signature", "v1=" + Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed)));
        var begun = Stopwatch.GetTimestamp();
        var status = 0;
        try
        {
            using var answer = await Client.SendAsync(request);
            status = (int)answer.StatusCode;
        }
        catch (Exception failure) when (
            failure is HttpRequestException or OperationCanceledException)
        {
            // Counted as neither acknowledged nor refused.
        }
        Free.Release();
        sent.Add((status, Stopwatch.GetElapsedTime(begun).TotalMilliseconds));
    }
}
