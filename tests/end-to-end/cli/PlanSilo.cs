namespace TockOrleans.EndToEnd.Tests.Cli;

/// <summary>A silo whose two bots have test users, for the tests of plans.</summary>
public sealed class PlanSilo : IAsyncLifetime
{
    public const string Demo = "app/demo/plans";
    public const string Echo = "app/echo/plans";

    private const string Key = "a-key-of-some-length";

    private int files;

    public SiloProcess Silo { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Silo = await SiloProcess.Started(
    [
        $"--Tock:Admin:Key={Key}",
        "--Tock:Admin:RequestsPerSecond=1000",
        "--Tock:Admin:Burst=1000",
        .. EndpointOf(0, "demo", "plans", "test"),
        .. EndpointOf(1, "echo", "plans", "test"),
        .. EndpointOf(2, "demo", "web", "web"),
        "--Tock:Endpoints:2:settings:identity=open",
    ]);

    public ValueTask DisposeAsync() => Silo.DisposeAsync();

    /// <summary>What a shell needs to run the tool.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["TOCK_URL"] = Silo.BaseAddress.ToString(),
        ["TOCK_ADMIN_KEY"] = Key,
        ["PATH"] = Path.GetDirectoryName(Tool.Program) + ":"
            + Environment.GetEnvironmentVariable("PATH"),
    };

    /// <summary>Runs the tool.</summary>
    public Task<Tool> Run(params string[] arguments) => RunOn("", arguments);

    /// <summary>Runs the tool on an input.</summary>
    public Task<Tool> RunOn(string input, params string[] arguments) =>
        Tool.RunOn(input, Key, Silo.BaseAddress, arguments);

    /// <summary>The path of a file that nothing else has.</summary>
    public string NewFile() =>
        Path.Combine(Silo.Folder, $"plan-{Interlocked.Increment(ref files)}.json");

    private static IEnumerable<string> EndpointOf(int at, string bot, string id, string type) =>
    [
        $"--Tock:Endpoints:{at}:namespace=app",
        $"--Tock:Endpoints:{at}:bot={bot}",
        $"--Tock:Endpoints:{at}:id={id}",
        $"--Tock:Endpoints:{at}:type={type}",
    ];
}
