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

    /// <summary>Builds the files; the path of the assembly.</summary>
    public async Task<string> Build(
        IReadOnlyDictionary<string, string> files, CancellationToken stop)
    {
        foreach (var (name, text) in files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(
                path, text.Replace("$(Tock)", AppContext.BaseDirectory, StringComparison.Ordinal),
                stop);
        }
        var (code, output) = await Run(
            ["build", "--nologo", "-v", "quiet", "-o", "out", "-nodeReuse:false"], null, stop);
        Assert.True(code == 0, output);
        return Path.Combine(folder, "out", "Telegraph.dll");
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
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var errors = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, await output + await errors);
    }
}
