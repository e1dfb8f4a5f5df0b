#:property TreatWarningsAsErrors=false
#:property AnalysisMode=Default
#:property GenerateDocumentationFile=false
#:property RestorePackagesWithLockFile=false
#:property RestoreLockedMode=false
#:property PublishAot=false

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

// The least tests a whole `test` may run: a run that finds fewer has lost some on its way.
const int TestsMin = 600;

const string Usage = """
    dotnet run build.cs <verb> [arguments]

      test     everything a change must pass: installs what the tests need, restores, builds
               the solution in Release, checks the format, runs all but the long suites
                 --room tests/bot      only this test project, built with what it needs
                 --filter-class NAME   only this test class (full name, * at an end); any other
                                       --filter-… option of the test runner is handed on as well
      long     the long suites (tests with the trait suite=long); takes --room and --filter-…, too
      check    the format again with the style and analyzer rules, slower and more thorough
      format   puts the format right
      build    restores and builds the solution in Release
      bench    builds the silo and the benchmarks, then runs them; the rest goes to the
               benchmarks: dotnet run build.cs bench throughput --seconds 5
               (bench delivery needs Node 20 and npm, and installs its peers)

    Exit code: 0 all is well, 1 something failed, 2 wrong arguments or a missing tool.
    """;

// What the tests start and NuGet does not bring: the command, its Debian package, the rooms whose
// tests start it, and, where it lies beside the path, in a folder for each version, where.
Tool[] tools =
[
    new("chromium", "chromium", ["tests/end-to-end"]),
    new("initdb", "postgresql", ["tests/stores", "tests/end-to-end"], "/usr/lib/postgresql"),
];

Directory.SetCurrentDirectory(
    AppContext.GetData("EntryPointFileDirectoryPath") as string ?? Environment.CurrentDirectory);
using var children = new Children();

try
{
    return args switch
    {
        ["test", .. var rest] => Test(rest, "--filter-not-trait", Require),
        ["long", .. var rest] => Test(rest, "--filter-trait", Require),
        ["build"] => Build(new([], null)) ? 0 : 1,
        ["check"] => Restore(new([], null)) && Dotnet(
            "format", "TockOrleans.sln", "--verify-no-changes", "--no-restore") ? 0 : 1,
        ["format"] => Restore(new([], null)) && Dotnet(
            "format", "TockOrleans.sln", "--no-restore") ? 0 : 1,
        ["bench", .. var rest] => Bench(rest),
        ["help" or "-h" or "--help"] => Say(Usage, 0),
        _ => Say(Usage, 2),
    };
}
catch (ArgumentException problem)
{
    return Say(problem.Message + Environment.NewLine + Environment.NewLine + Usage, 2);
}

int Test(string[] rest, string trait, Func<Scope, bool> require)
{
    var scope = Scope.Read(rest);
    if (!require(scope))
        return 2;
    var whole = scope.Room is null && scope.Filters.Count == 0 && trait == "--filter-not-trait";
    try
    {
        if (!Build(scope) || (whole && !Formatted()))
            return 1;
        var tally = new Tally();
        // 8: no test of a project matches the filter; TestsMin guards the whole.
        var code = children.Run(
            "dotnet",
            [
                "test", .. scope.Room is { } room ? new[] { "--project", room } : [], "--no-build",
                "-c", "Release", "--max-parallel-test-modules", "1", trait, "suite=long",
                // A test that hangs fails the run, and says so.
                .. whole ? new[] { "--timeout", "40m" } : [],
                .. scope.Filters, "--ignore-exit-code", "8",
            ],
            tally.Read);
        Console.WriteLine();
        Console.WriteLine(tally);
        return tally.Verdict(code, whole ? TestsMin : 1);
    }
    finally
    {
        // The servers hold the console's handles: a pipeline would wait for them.
        Dotnet("build-server", "shutdown");
    }
}

int Bench(string[] rest)
{
    const string Project = "tests/benchmarks";
    if (rest is ["delivery", ..] && !rest.Contains("--stages"))
    {
        if (!Tool.OnPath("node") || !Tool.OnPath("npm"))
            return Say("bench delivery needs Node 20 or newer, and npm.", 2);
        if (!Peers(Project + "/peers"))
            return 1;
    }
    if (!Build(new([], "silo")) || !Build(new([], Project)))
        return 1;
    return children.Run("dotnet", ["run", "--no-build", "-c", "Release", "--project", Project,
        "--", .. rest]);
}

// Installed anew where the locked versions are not those that lie there.
bool Peers(string folder)
{
    var installed = new FileInfo(folder + "/node_modules/.package-lock.json");
    if (installed.Exists
        && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(folder + "/package-lock.json"))
        return true;
    string[] quiet = ["--no-audit", "--no-fund", "--prefix", folder];
    // Some npm versions refuse a lock file of another; the versions asked for are exact.
    return children.Run("npm", ["ci", .. quiet]) == 0
        || children.Run("npm", ["install", "--no-save", .. quiet]) == 0
        || Fail("Could not install the peers of the benchmark.");
}

bool Require(Scope scope)
{
    // Only looked for, not installed: Debian 12's own Node.js is too old.
    if (scope.Room is null or "tests/simulation" && !(Tool.OnPath("node") && Tool.OnPath("npm")))
        return Fail("The tests need Node.js 20 or newer with npm on the path: "
            + "https://nodejs.org/en/download");
    var missing = tools.Where(tool => tool.Serves(scope.Room) && !tool.IsThere()).ToArray();
    if (missing.Length == 0)
        return true;
    var packages = missing.Select(tool => tool.Package).Distinct().ToArray();
    string[] install = ["install", "-y", "--no-install-recommends", .. packages];
    if (Environment.UserName == "root" && Tool.OnPath("apt-get"))
    {
        Environment.SetEnvironmentVariable("DEBIAN_FRONTEND", "noninteractive");
        return (children.Run("apt-get", ["update"]) == 0
            && children.Run("apt-get", install) == 0
            && missing.All(tool => tool.IsThere()))
            || Fail($"Could not install {string.Join(", ", packages)}.");
    }
    return Fail($"The tests need {string.Join(", ", missing.Select(tool => tool.Command))}. On "
        + $"Debian and Ubuntu:\n  sudo apt-get update && sudo apt-get {string.Join(' ', install)}");
}

bool Restore(Scope scope) => Dotnet("restore", scope.Target);

bool Build(Scope scope) =>
    Restore(scope) && Dotnet("build", scope.Target, "-c", "Release", "--no-restore");

// Style and analyzer rules are errors of the build already; this is what it does not see.
bool Formatted() =>
    Dotnet("format", "whitespace", ".", "--folder", "--verify-no-changes")
    || Fail("Not formatted: dotnet run build.cs format");

bool Dotnet(params string[] arguments) => children.Run("dotnet", arguments) == 0;

static bool Fail(string text)
{
    Console.Error.WriteLine(text);
    return false;
}

static int Say(string text, int code)
{
    (code == 0 ? Console.Out : Console.Error).WriteLine(text);
    return code;
}

/// <summary>What a run is about: test filters, and one project or, without, the solution.</summary>
internal sealed record Scope(IReadOnlyList<string> Filters, string? Room)
{
    public string Target => Room ?? "TockOrleans.sln";

    public static Scope Read(string[] arguments)
    {
        var filters = new List<string>();
        string? room = null;
        for (var at = 0; at < arguments.Length; at += 2)
        {
            var name = arguments[at];
            if (name == "--")
            {
                at--;
                continue;
            }
            if (at + 1 >= arguments.Length || arguments[at + 1].StartsWith('-'))
                throw new ArgumentException($"{name} needs a value.");
            if (name == "--room")
                room = Directory.Exists(arguments[at + 1])
                    ? arguments[at + 1].TrimEnd('/')
                    : throw new ArgumentException($"There is no folder {arguments[at + 1]}.");
            else if (name.StartsWith("--filter-", StringComparison.Ordinal))
                filters.AddRange([name, arguments[at + 1]]);
            else
                throw new ArgumentException($"Unknown: {name}.");
        }
        return new(filters, room);
    }
}

/// <summary>A program the tests start.</summary>
internal sealed record Tool(
    string Command, string Package, string[] Rooms, string? Versions = null)
{
    public bool Serves(string? room) =>
        Rooms.Any(of => room is null ? Directory.Exists(of) : of == room);

    public bool IsThere() => OnPath(Command)
        || (Directory.Exists(Versions) && Directory.GetDirectories(Versions)
            .Any(version => File.Exists(Path.Combine(version, "bin", Command))));

    public static bool OnPath(string command) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, command)));
}

/// <summary>Adds up what the test runner reports.</summary>
internal sealed partial class Tally
{
    private readonly Dictionary<string, int> counts = [];
    private bool inSummary;

    /// <summary>Takes a line of the runner and shows it.</summary>
    public void Read(string line)
    {
        Console.WriteLine(line);
        inSummary |= line.Contains("Test run summary", StringComparison.Ordinal);
        if (inSummary && Count().Match(line) is { Success: true } found)
            counts[found.Groups["what"].Value] = int.Parse(found.Groups["n"].Value);
    }

    public int Verdict(int code, int min)
    {
        if (code == 0 && Of("succeeded") < min)
            Console.Error.WriteLine($"At least {min} tests were expected to pass.");
        return code == 0 && Of("failed") == 0 && Of("succeeded") >= min ? 0 : 1;
    }

    public override string ToString() =>
        $"{Of("succeeded")} passed, {Of("failed")} failed, {Of("skipped")} skipped";

    private int Of(string what) => counts.GetValueOrDefault(what);

    [GeneratedRegex(@"^\s+(?<what>succeeded|failed|skipped): (?<n>\d+)\s*$")]
    private static partial Regex Count();
}

/// <summary>Runs programs and leaves none behind when this one is told to stop.</summary>
internal sealed class Children : IDisposable
{
    private readonly List<PosixSignalRegistration> signals = [];
    private Process? running;

    public Children()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            signals.Add(PosixSignalRegistration.Create(signal, Stop));
    }

    /// <summary>Runs one to its end; its output is shown, or handed on line by line.</summary>
    public int Run(string program, IEnumerable<string> arguments, Action<string>? read = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = read is not null,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        Console.WriteLine($"> {program} {string.Join(' ', start.ArgumentList)}");
        using var process = Process.Start(start)!;
        running = process;
        while (read is not null && process.StandardOutput.ReadLine() is { } line)
            read(line);
        process.WaitForExit();
        running = null;
        return process.ExitCode;
    }

    public void Dispose() => signals.ForEach(signal => signal.Dispose());

    private void Stop(PosixSignalContext context)
    {
        running?.Kill(entireProcessTree: true);
        Environment.Exit(130);
    }
}
