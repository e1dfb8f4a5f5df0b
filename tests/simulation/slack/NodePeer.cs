using System.Diagnostics;
using System.Security.Cryptography;

namespace TockOrleans.Simulation.Tests;

/// <summary>
/// A script of Slack's own SDK as a process. Its packages are installed once, in a folder of the
/// temp folder that is named after the lock file.
/// </summary>
internal sealed class NodePeer : IDisposable
{
    private const int NodeMin = 20;
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LineLimit = TimeSpan.FromSeconds(30);
    private static readonly SemaphoreSlim Installing = new(1);

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
        var folder = await Install();
        File.Copy(Path.Combine(Source, script), Path.Combine(folder, script), overwrite: true);
        return new(Run("node", folder, [script, .. args]));
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

    private static async Task<string> Install()
    {
        var packages = await File.ReadAllBytesAsync(Path.Combine(Source, "package-lock.json"));
        var name = Convert.ToHexStringLower(SHA256.HashData(packages))[..16];
        var folder = Path.Combine(Path.GetTempPath(), $"tock-slack-sdk-{name}");
        await Installing.WaitAsync();
        try
        {
            if (Directory.Exists(folder))
                return folder;
            await CheckVersion();
            // Complete or not there: another run may look for it at the same time.
            var draft = Directory.CreateTempSubdirectory("tock-slack-sdk-draft").FullName;
            foreach (var file in new[] { "package.json", "package-lock.json" })
                File.Copy(Path.Combine(Source, file), Path.Combine(draft, file));
            using var npm = Run(
                "npm", draft, "ci", "--no-audit", "--no-fund", "--ignore-scripts");
            var output = npm.StandardOutput.ReadToEndAsync();
            var problem = await npm.StandardError.ReadToEndAsync().WaitAsync(InstallLimit);
            await npm.WaitForExitAsync().WaitAsync(InstallLimit);
            Assert.True(npm.ExitCode == 0, $"npm ci failed: {await output}{problem}");
            if (!Directory.Exists(folder))
                Directory.Move(draft, folder);
            return folder;
        }
        finally
        {
            Installing.Release();
        }
    }

    private static async Task CheckVersion()
    {
        using var node = Run("node", Path.GetTempPath(), "--version");
        var version = (await node.StandardOutput.ReadToEndAsync()).Trim();
        Assert.True(
            Version.TryParse(version.TrimStart('v'), out var found) && found.Major >= NodeMin,
            $"this test needs Node.js {NodeMin} or newer on the path, and npm; found {version}");
    }

    private static Process Run(string program, string folder, params string[] args)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, args)
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Fail(
                $"this test needs Node.js {NodeMin} or newer and npm on the path: no {program}");
            throw;
        }
    }
}
