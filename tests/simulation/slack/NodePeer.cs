using System.Diagnostics;
using TockOrleans.Simulators;

namespace TockOrleans.Simulation.Tests;

/// <summary>
/// A script of Slack's own SDK as a process.
/// </summary>
internal sealed class NodePeer : IDisposable
{
    private static readonly TimeSpan LineLimit = TimeSpan.FromSeconds(30);

    private static readonly string Source = Path.Combine(
        RepositoryFolder.Root, "tests", "simulators", "slack", "sdk");

    private readonly Process process;
    private readonly Task<string> errors;

    private NodePeer(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
    }

    public static async Task<NodePeer> Start(string script, params string[] args)
    {
        var folder = await NodePackages.Install(Source);
        File.Copy(Path.Combine(Source, script), Path.Combine(folder, script), overwrite: true);
        return new(NodePackages.Run("node", folder, [script, .. args]));
    }

    /// <summary>The next line; if there is none, what went wrong.</summary>
    public async Task<string> Line()
    {
        var line = await process.StandardOutput.ReadLineAsync(
            TestContext.Current.CancellationToken).AsTask().WaitAsync(LineLimit);
        if (line is null)
            Assert.Fail($"the script ended: {await errors.WaitAsync(LineLimit)}");
        return line;
    }

    public async Task Type(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
