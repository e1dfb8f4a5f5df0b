using System.Diagnostics;

namespace TockOrleans.Benchmarks.Delivery;

/// <summary>
/// A bot in a server of its own, and the closed loop of its conversations: each sends a message,
/// waits until it is acknowledged and the reply is at the channel, and another user goes on.
/// </summary>
internal sealed class Contestant(
    Server server, Conversations conversations, Func<int, byte[]> request) : IAsyncDisposable
{
    private static readonly TimeSpan ReplyLimit = TimeSpan.FromSeconds(30);

    public string Name => server.Name;

    public Server Server => server;

    public Conversations Conversations => conversations;

    public List<TurnResult> Results { get; } = [];

    /// <summary>
    /// Every user has a turn, so that all sessions exist, and it takes some time, so that what is
    /// measured is code that its runtime has made as fast as it can.
    /// </summary>
    public async Task WarmUp(int inFlight, TimeSpan atLeast)
    {
        var left = conversations.Users;
        var begun = Stopwatch.GetTimestamp();
        await Run(
            inFlight,
            () => Interlocked.Decrement(ref left) >= 0
                || Stopwatch.GetElapsedTime(begun) < atLeast);
    }

    /// <summary>Measures for a time; the result is kept.</summary>
    public async Task Measure(int inFlight, TimeSpan duration)
    {
        var begun = Stopwatch.GetTimestamp();
        Results.Add(await Run(inFlight, () => Stopwatch.GetElapsedTime(begun) < duration));
    }

    public double Median(Func<TurnResult, double> figure) => Figures.Median(Results, figure);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task<TurnResult> Run(int inFlight, Func<bool> goesOn)
    {
        var turns = new List<(double Ack, double Reply)>[inFlight];
        var processor = server.Processor;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(loop => Task.Run(async () =>
        {
            var mine = turns[loop] = new List<(double, double)>(100_000);
            using var connection = await RawConnection.Open(server.Address);
            while (goesOn())
                mine.Add(await Turn(connection));
        })));
        var took = Stopwatch.GetElapsedTime(begun);
        var used = server.Processor - processor;
        double[] acks = [.. turns.SelectMany(mine => mine).Select(turn => turn.Ack).Order()];
        double[] replies = [.. turns.SelectMany(mine => mine).Select(turn => turn.Reply).Order()];
        return new TurnResult(
            acks.Length / took.TotalSeconds,
            used.TotalMicroseconds / acks.Length,
            Figures.Percentile(acks, 0.5),
            Figures.Percentile(acks, 0.99),
            Figures.Percentile(replies, 0.5),
            Figures.Percentile(replies, 0.99));
    }

    private async Task<(double Ack, double Reply)> Turn(RawConnection connection)
    {
        var one = conversations.Take();
        var bytes = request(one.User);
        var reply = one.Begin();
        var sent = Stopwatch.GetTimestamp();
        await connection.Exchange(bytes);
        var acknowledged = Stopwatch.GetTimestamp();
        if (!reply.IsCompleted)
            await Arrival(one, reply);
        var replied = await reply;
        one.Release();
        return (
            Stopwatch.GetElapsedTime(sent, acknowledged).TotalMilliseconds,
            Stopwatch.GetElapsedTime(sent, replied).TotalMilliseconds);
    }

    private async Task Arrival(Conversation one, Task<long> reply)
    {
        try
        {
            await reply.WaitAsync(ReplyLimit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{Name}: user {one.User} got no reply");
        }
    }
}
