using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TockOrleans.Architecture.Tests;

/// <summary>Time and chance come from outside, so that tests can steer them.</summary>
internal static class TimeRules
{
    // Delay(TimeSpan, TimeProvider, CancellationToken) is the one that tests can steer.
    private const int SteeredDelayArguments = 3;

    private static readonly string[] Clocks =
    [
        "DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now",
        "DateTimeOffset.UtcNow", "Environment.TickCount", "Environment.TickCount64",
    ];

    private static readonly string[] Dice =
        ["Guid.NewGuid", "Guid.CreateVersion7", "Random.Shared"];

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static readonly string[] Sleeps = ["Thread.Sleep", "SpinWait.SpinUntil"];

    public static SourceRule TestsDoNotSleep { get; } = new()
    {
        Name = "tests do not sleep",
        Do = "Steer the time with FakeTimeProvider, or wait for the event itself; an end-to-end "
            + "test polls with the deadline of Poll.cs. Benchmarks measure real time; simulators "
            + "are slow on demand, by the injected time.",
        For = path => Scopes.Tests(path) && !path.StartsWith("tests/benchmarks/", Ordinal)
            && !Simulators(path),
        Find = file => Uses(file, [.. Sleeps, "Task.Delay"]),
        SamplePath = "tests/bot/C.cs",
        Bad =
        [
            "class C { void M() => Thread.Sleep(1); }",
            "class C { Task M() => System.Threading.Tasks.Task.Delay(1, stop); }",
            "class C { Task M() => Task.Delay(span, time, stop); }",
        ],
        Good = ["class C { string M() => \"Task.Delay(1)\"; }"],
    };

    public static SourceRule ProductDoesNotSleep { get; } = new()
    {
        Name = "the product waits by the injected time only",
        Do = "Use Task.Delay(TimeSpan, TimeProvider, CancellationToken).",
        For = path => Scopes.Product(path) || Simulators(path),
        Find = file => Uses(file, Sleeps).Concat(file.All<InvocationExpressionSyntax>()
            .Where(call => call.ArgumentList.Arguments.Count < SteeredDelayArguments
                && call.Expression is MemberAccessExpressionSyntax access
                && access.ShortName() == "Task.Delay")
            .Select(call => file.At(call, call.Expression.ToString()))),
        SamplePath = "grains/C.cs",
        Bad =
        [
            "class C { void M() => Thread.Sleep(1); }",
            "class C { Task M() => Task.Delay(1, stop); }",
        ],
        Good = ["class C { Task M() => Task.Delay(span, time, stop); }"],
    };

    public static SourceRule ClockIsInjected { get; } = new()
    {
        Name = "the product reads the injected clock only",
        Do = "Take a TimeProvider.",
        For = Scopes.ProductOrSamples,
        Find = file => Uses(file, Clocks),
        SamplePath = "grains/C.cs",
        Bad = [.. Clocks.Select(clock => $"class C {{ object M() => System.{clock}; }}")],
        Good = ["class C { object M(TimeProvider time) => time.GetUtcNow(); }"],
    };

    public static SourceRule ChanceIsInjected { get; } = new()
    {
        Name = "grains, bots and connectors throw no dice of their own",
        Do = "Take the id from the request, and randomness through the constructor.",
        For = Scopes.Steered,
        Find = file => Uses(file, Dice).Concat(file.All<ObjectCreationExpressionSyntax>()
            .Where(made => made.Type.ToString() is "Random" or "System.Random")
            .Select(made => file.At(made, made.ToString()))),
        SamplePath = "connectors/channels/Slack/SlackClient.cs",
        Bad =
        [
            .. Dice.Select(die => $"class C {{ object M() => {die}; }}"),
            "class C { object M() => new Random(); }",
        ],
        Good = ["class C { object M(Random random) => random.Next(); }"],
    };

    public static IReadOnlyList<SourceRule> All { get; } =
        [TestsDoNotSleep, ProductDoesNotSleep, ClockIsInjected, ChanceIsInjected];

    private static bool Simulators(string path) =>
        Scopes.Code(path) && path.StartsWith("tests/simulators/", Ordinal);

    private static IEnumerable<Finding> Uses(SourceFile file, IReadOnlyList<string> names) => file
        .All<MemberAccessExpressionSyntax>()
        .Where(access => names.Contains(access.ShortName()))
        .Select(access => file.At(access, access.ToString()));
}
