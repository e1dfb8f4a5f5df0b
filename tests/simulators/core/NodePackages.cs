using System.Diagnostics;
using System.Security.Cryptography;

namespace TockOrleans.Simulators;

/// <summary>
/// Packages from npm that tests run as they are: installed once, in a folder of the temp folder
/// that is named after the lock file. No script of a package runs.
/// </summary>
public static class NodePackages
{
    /// <summary>The oldest Node.js that will do.</summary>
    public const int NodeMin = 20;

    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(3);
    private static readonly SemaphoreSlim Installing = new(1);

    /// <summary>Installs what a lock file names.</summary>
    /// <param name="source">The folder with package.json and package-lock.json.</param>
    /// <returns>The folder with node_modules.</returns>
    /// <exception cref="InvalidOperationException">
    /// There is no Node.js or no npm, or npm failed: it tells why.
    /// </exception>
    public static async Task<string> Install(string source)
    {
        var packages = await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"));
        var name = Convert.ToHexStringLower(SHA256.HashData(packages))[..16];
        var folder = Path.Combine(Path.GetTempPath(), $"tock-npm-{name}");
        await Installing.WaitAsync();
        try
        {
            if (Directory.Exists(folder))
                return folder;
            await CheckVersion();
            // Complete or not there: another run may look for it at the same time.
            var draft = Directory.CreateTempSubdirectory("tock-npm-draft").FullName;
            foreach (var file in new[] { "package.json", "package-lock.json" })
                File.Copy(Path.Combine(source, file), Path.Combine(draft, file));
            using var npm = Run(
                "npm", draft, "ci", "--no-audit", "--no-fund", "--ignore-scripts");
            var output = npm.StandardOutput.ReadToEndAsync();
            var problem = await npm.StandardError.ReadToEndAsync().WaitAsync(InstallLimit);
            await npm.WaitForExitAsync().WaitAsync(InstallLimit);
            if (npm.ExitCode != 0)
                throw new InvalidOperationException($"npm ci failed: {await output}{problem}");
            if (!Directory.Exists(folder))
                Directory.Move(draft, folder);
            return folder;
        }
        finally
        {
            Installing.Release();
        }
    }

    /// <summary>Starts a program of Node.js, with its streams in our hands.</summary>
    /// <exception cref="InvalidOperationException">It is not there.</exception>
    public static Process Run(string program, string folder, params string[] args)
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
        catch (System.ComponentModel.Win32Exception problem)
        {
            throw new InvalidOperationException(
                $"this needs Node.js {NodeMin} or newer and npm on the path: no {program}",
                problem);
        }
    }

    private static async Task CheckVersion()
    {
        using var node = Run("node", Path.GetTempPath(), "--version");
        var version = (await node.StandardOutput.ReadToEndAsync()).Trim();
        if (!Version.TryParse(version.TrimStart('v'), out var found) || found.Major < NodeMin)
            throw new InvalidOperationException(
                $"this needs Node.js {NodeMin} or newer on the path, and npm; found {version}");
    }
}
