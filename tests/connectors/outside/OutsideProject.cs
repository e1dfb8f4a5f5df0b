using System.Diagnostics;
using System.Xml.Linq;
using TockOrleans.Connectors.Tests.Conformance;

namespace TockOrleans.Connectors.Tests.Outside;

/// <summary>
/// A project in a folder of its own, built and tested with the tools its author has.
/// </summary>
internal sealed class OutsideProject : IDisposable
{
    private static readonly string Dotnet =
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private readonly string folder = Directory.CreateTempSubdirectory("tock-outside-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Where it lies.</summary>
    public string Folder => folder;

    /// <summary>Writes the files of a project.</summary>
    public async Task Write(IReadOnlyDictionary<string, string> files, CancellationToken stop)
    {
        foreach (var (name, text) in files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(
                path, text.Replace("$(Tock)", AppContext.BaseDirectory, StringComparison.Ordinal),
                stop);
        }
    }

    /// <summary>Lays all files of a folder over those of the project.</summary>
    public void Lay(string from)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Written, not copied: a build passes over what is older than its last.
            File.WriteAllBytes(path, File.ReadAllBytes(file));
        }
    }

    /// <summary>Builds it; the path of the assembly.</summary>
    public async Task<string> Build(string name, CancellationToken stop)
    {
        await Succeed(
            ["build", "--nologo", "-v", "quiet", "-o", "out", "-nodeReuse:false"], stop);
        return Path.Combine(folder, "out", name + ".dll");
    }

    /// <summary>Runs a command of the SDK in it, which must succeed; what it printed.</summary>
    public async Task<string> Succeed(string[] arguments, CancellationToken stop)
    {
        var (code, output) = await Run(arguments, null, stop);
        Assert.True(code == 0, output);
        return output;
    }

    /// <summary>Copies an assembly to where nothing lies beside it; the path of the copy.</summary>
    public string Bare(string assembly)
    {
        var copy = Path.Combine(
            Directory.CreateDirectory(Path.Combine(folder, "bare")).FullName, "Bare.dll");
        File.Copy(assembly, copy);
        return copy;
    }

    /// <summary>
    /// Runs this very test program on the assembly, all but the tests that call it.
    /// </summary>
    public async Task<SuiteRun> RunSuite(string assembly, CancellationToken stop)
    {
        var report = Path.Combine(folder, "report.xml");
        var (code, output) = await Run(
            [
                typeof(OutsideProject).Assembly.Location, "-noColor", "-namespace",
                typeof(ConformanceTests).Namespace!, "-xml", report,
            ],
            assembly,
            stop);
        var passed = XDocument.Load(report).Descendants("test")
            .Where(test => (string?)test.Attribute("result") == "Pass")
            .Select(test => (string)test.Attribute("name")!)
            .Select(name => name.Replace("\\\"", "\"", StringComparison.Ordinal));
        return new SuiteRun(code, output, [.. passed]);
    }

    private async Task<(int Code, string Output)> Run(
        string[] arguments, string? assemblies, CancellationToken stop)
    {
        var start = new ProcessStartInfo(Dotnet, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Suite.OutsideVariable] = assemblies;
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        // Its packages are locked by nobody.
        start.Environment.Remove("CI");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var errors = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, await output + await errors);
    }
}
