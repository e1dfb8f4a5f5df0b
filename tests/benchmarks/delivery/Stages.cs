namespace TockOrleans.Benchmarks.Delivery;

/// <summary>
/// What the stages of a turn through Slack cost. Pure ones are called many times here; what needs
/// a whole server is the difference between two that have it and have it not.
/// </summary>
internal static class Stages
{
    public static async Task<int> Run(Arguments arguments)
    {
        var seconds = TimeSpan.FromSeconds(arguments.Number("seconds", 8));
        var rounds = arguments.Number("rounds", 4);
        var inFlight = arguments.Number("sessions", 64);
        var users = arguments.Number("users", 20_000);
        var pure = PureStages.Measure();
        await using var stub = await ApiStub.Start();
        await using var post = await Server.Bench("bare Kestrel POST", "serve-kestrel");
        await using var bare = await Contestants.Bare(stub, users);
        await using var tock = await Contestants.Tock(stub, users);
        var posts = new List<double>();
        var webs = new List<double>();
        Func<Task>[] measures =
        [
            async () => posts.Add(await Web(post, inFlight, users, seconds)),
            () => bare.Measure(inFlight, seconds),
            async () => webs.Add(await Web(tock.Server, inFlight, users, seconds)),
            () => tock.Measure(inFlight, seconds),
        ];
        await bare.WarmUp(inFlight, seconds * 2);
        await tock.WarmUp(inFlight, seconds * 2);
        await Web(post, inFlight, users, seconds * 2);
        await Web(tock.Server, inFlight, users, seconds * 2);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var measure in measures)
                await measure();
            Array.Reverse(measures);
        }
        Print(
            pure,
            Figures.Median(posts, figure => figure),
            bare.Median(result => result.Processor),
            Figures.Median(webs, figure => figure),
            tock.Median(result => result.Processor));
        return DeliveryRun.Check([bare, tock]) ? 0 : 1;
    }

    private static async Task<double> Web(
        Server server, int inFlight, int users, TimeSpan seconds)
    {
        var next = 0L;
        var result = await Load.Run(
            server,
            inFlight,
            (_, _) => $"web-{Interlocked.Increment(ref next) % users}",
            seconds);
        return result.Processor;
    }

    private static void Print(
        IReadOnlyList<(string Name, double Cost)> pure,
        double post,
        double bare,
        double web,
        double whole)
    {
        const string Pure = "called many times in one process, one after another";
        Console.WriteLine("stage                                        CPU us   how it was got");
        Tell("take a request, answer it", post, "measured: a bare Kestrel POST");
        foreach (var (name, cost) in pure)
            Tell(name, cost, Pure);
        Tell(
            "session, story, commit",
            web - post,
            "a durable turn of the web, less a bare Kestrel POST");
        Tell(
            "call of the channel",
            bare - post,
            "a bare Kestrel that posts a reply, less one that does not");
        Tell(
            "reply pump: rates, outcome, marks on disk",
            whole - web - (bare - post) - pure.Sum(stage => stage.Cost),
            "the rest");
        Tell("all of it", whole, "measured: a durable turn through Slack");
    }

    private static void Tell(string stage, double cost, string how) =>
        Console.WriteLine($"{stage,-42}{cost,9:F1}   {how}");
}
