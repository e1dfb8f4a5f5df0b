using System.Diagnostics;
using System.Reflection;

namespace TockOrleans.Simulation.Tests;

/// <summary>The built simulators as a process of their own.</summary>
internal sealed class SimulatorProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Process process;

    public SimulatorProcess(params string[] args) => process = Process.Start(
        new ProcessStartInfo(ProgramFile, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static string ProgramFile => Path.Combine(
        RepositoryFolder.Root,
        "tests",
        "simulators",
        "bin",
        typeof(SimulatorProcess).Assembly
            .GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration,
        "net10.0",
        "TockOrleans.Simulators" + (OperatingSystem.IsWindows() ? ".exe" : ""));

    /// <summary>The settings it prints first.</summary>
    public async Task<Dictionary<string, string>> Settings()
    {
        var settings = new Dictionary<string, string>();
        while (await Line() is { } line && line != "---")
        {
            var parts = line.Split(" = ");
            settings[parts[0]] = parts[1];
        }
        return settings;
    }

    public async Task Type(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    public async Task<string?> Line() => await process.StandardOutput.ReadLineAsync(
        TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit);

    /// <summary>Ends its input and waits; its exit code, and all it still said.</summary>
    public async Task<(int Code, string Output, string Error)> End()
    {
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Limit);
        return (process.ExitCode, await output, await error);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
