namespace TockOrleans.Benchmarks.Delivery;

/// <summary>
/// From a webhook of Slack's to the accepted reply: the silo, where every turn is committed and
/// synced and every reply is kept until it is accepted, beside bots that keep nothing.
/// </summary>
internal static class DeliveryRun
{
    private const double BoltFloor = 3;
    private const double BoltTarget = 3.5;
    private const double BareFloor = 1 / 5.0;
    private const double BareTarget = 1 / 4.0;
    private const int FaultsTold = 10;

    // A reply that is sent twice comes a moment after the first.
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    public static async Task<int> Run(Arguments arguments)
    {
        var seconds = TimeSpan.FromSeconds(arguments.Number("seconds", 8));
        var rounds = arguments.Number("rounds", 4);
        var inFlight = arguments.Number("sessions", 64);
        var users = arguments.Number("users", 20_000);
        if (users < inFlight)
            throw new ArgumentException("--users must be at least --sessions");
        await using var stub = await ApiStub.Start();
        await using var bare = await Contestants.Bare(stub, users);
        await using var tock = await Contestants.Tock(stub, users);
        await using var bolt = await Contestants.Bolt(stub, users);
        await using var botBuilder = await Contestants.BotBuilder(stub, users);
        Contestant[] all = [bare, tock, bolt, botBuilder];
        foreach (var one in all)
            await one.WarmUp(inFlight, seconds * 2);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var one in all)
                await one.Measure(inFlight, seconds);
            Array.Reverse(all);
        }
        await Task.Delay(Settle);
        Print([bare, tock, bolt, botBuilder], tock);
        var isRight = Check([bare, tock, bolt, botBuilder]);
        var isFast = Compare(tock, bolt, BoltFloor, BoltTarget)
            & Compare(tock, bare, BareFloor, BareTarget);
        return isRight && isFast ? 0 : 1;
    }

    /// <summary>Whether every turn got one reply, the right one.</summary>
    public static bool Check(IReadOnlyList<Contestant> all)
    {
        var isRight = true;
        foreach (var one in all)
        {
            var (turns, replies) = (one.Conversations.Turns, one.Conversations.Replies);
            foreach (var fault in one.Conversations.Faults.Take(FaultsTold))
                Console.WriteLine($"{one.Name}: {fault}");
            var hasOneEach = turns == replies && one.Conversations.Faults.IsEmpty;
            Console.WriteLine(
                $"{one.Name}: {turns} turns, {replies} replies, each the right one:"
                + $" {(hasOneEach ? "PASS" : "FAIL")}");
            isRight &= hasOneEach;
        }
        return isRight;
    }

    private static void Print(Contestant[] all, Contestant tock)
    {
        var own = tock.Median(result => result.Processor);
        const string Above = "ack ms         reply ms";
        const string Titles = "turns/s  turns/CPU-s   CPU us  ratio    p50    p99     p50    p99";
        Console.WriteLine($"{"",59}{Above}");
        Console.WriteLine($"{"",25}{Titles}");
        foreach (var one in all)
        {
            var processor = one.Median(result => result.Processor);
            Console.WriteLine(
                $"{one.Name,-23}{one.Median(result => result.PerSecond),9:F0}"
                + $"{1_000_000 / processor,13:F0}{processor,9:F1}{processor / own,7:F2}"
                + $"{one.Median(result => result.AckMedian),7:F1}"
                + $"{one.Median(result => result.AckSlow),7:F1}"
                + $"{one.Median(result => result.ReplyMedian),8:F1}"
                + $"{one.Median(result => result.ReplySlow),7:F1}");
        }
    }

    private static bool Compare(Contestant tock, Contestant other, double floor, double target)
    {
        var ratio = other.Median(result => result.Processor)
            / tock.Median(result => result.Processor);
        var passes = ratio >= floor;
        Console.WriteLine(
            $"floor: {tock.Name}, at least {floor:F2} times {other.Name} in turns per CPU-second:"
            + $" {ratio:F2} {(passes ? "PASS" : "FAIL")}"
            + $" (target {target:F2}: {(ratio >= target ? "reached" : "not reached")})");
        return passes;
    }
}
