using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;

namespace TockOrleans.Benchmarks.Streams;

/// <summary>
/// Sends turns at a steady rate whatever comes back, each until it is acknowledged; of ten, one is
/// said by the bot itself.
/// </summary>
internal sealed class Talk(Server server, Ledger ledger, int users, int rate)
{
    public const string Key = "a-key-for-benchmarks";

    private const int GreetingAtOnce = 64;
    private const int SaidEvery = 10;
    // Coprime to any round number of users: each has its turn once in as many.
    private const int Stride = 7_919;

    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    private readonly List<Task> sending = [];

    /// <summary>How many were sent.</summary>
    public int Count { get; private set; }

    /// <summary>A first turn of each user: the bot says nothing to whom it has never met.</summary>
    public async Task Greet()
    {
        var together = new ParallelOptions { MaxDegreeOfParallelism = GreetingAtOnce };
        await Parallel.ForAsync(0, users, together, async (user, stop) =>
        {
            ledger.Sent(user, user, Stopwatch.GetTimestamp());
            while (!await TrySend(Turn(user, user)))
                await Task.Delay(Again, stop);
            ledger.Answered(user);
        });
        Count = users;
    }

    /// <summary>Sends until it is told to end, and each of them until it is acknowledged.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Tick);
        var begun = Stopwatch.GetTimestamp();
        for (var first = Count; !stop.IsCancellationRequested;)
        {
            var due = first + (int)(Stopwatch.GetElapsedTime(begun).TotalSeconds * rate);
            for (; Count < due; Count++)
            {
                var at = begun + (long)((double)(Count - first) / rate * Stopwatch.Frequency);
                var number = Count;
                var user = (int)((long)number * Stride % users);
                ledger.Sent(number, user, at);
                sending.Add(Task.Run(() => Send(number, user), CancellationToken.None));
            }
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
        await Task.WhenAll(sending);
        sending.Clear();
    }

    private async Task Send(int number, int user)
    {
        while (!await TrySend(number % SaidEvery == 0 ? Say(number, user) : Turn(number, user)))
            await Task.Delay(Again);
        ledger.Answered(number);
    }

    private static async Task<bool> TrySend(HttpRequestMessage message)
    {
        try
        {
            using var request = message;
            using var answer = await Client.SendAsync(request);
            if (answer.IsSuccessStatusCode)
                return true;
            if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.TooManyRequests))
                throw new InvalidOperationException(
                    $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
        catch (Exception failure) when (
            failure is HttpRequestException or OperationCanceledException or IOException)
        {
            // The server is away: the same again.
        }
        return false;
    }

    private HttpRequestMessage Turn(int number, int user) =>
        new(HttpMethod.Post, new Uri(server.Address, "/io/app/echo/web"))
        {
            Content = JsonContent.Create(
                new { query = $"s{number}", userId = $"u{user}", eventId = $"{number}" }),
        };

    private HttpRequestMessage Say(int number, int user)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(server.Address, "/admin/api/messages"))
        {
            Content = JsonContent.Create(new
            {
                endpoint = "app/echo/web",
                users = new[] { $"u{user}" },
                id = $"say-{number}",
                messages = new[] { new { kind = "text", text = $"said s{number}" } },
            }),
        };
        request.Headers.Authorization = new("Bearer", Key);
        return request;
    }
}
