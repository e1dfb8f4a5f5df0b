using System.Diagnostics;
using TockOrleans.Simulators;

namespace TockOrleans.EndToEnd.Tests.Clients;

/// <summary>The TypeScript client, compiled as its package is.</summary>
public sealed class TypeScriptClient : IAsyncLifetime
{
    /// <summary>Its sources.</summary>
    public static string Source { get; } =
        Path.Combine(RepositoryFolder.Root, "clients", "typescript");

    /// <summary>Where it was compiled to.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("tock-client").FullName;

    public string Module => Path.Combine(Folder, "client.js");

    public async ValueTask InitializeAsync()
    {
        var packages = await NodePackages.Install(Source);
        var compiler = Path.Combine(packages, "node_modules", "typescript", "bin", "tsc");
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "package.json"), """{"type":"module"}""",
            TestContext.Current.CancellationToken);
        await Run(compiler, "-p", Source, "--outDir", Folder);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs a program of Node.js to its end; fails with what it says.</summary>
    public async Task Run(params string[] arguments)
    {
        using var node = NodePackages.Run(
            "env", Source, [$"TOCK_CLIENT={Module}", "node", .. arguments]);
        var errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await node.StandardOutput.ReadToEndAsync(
            TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, output + await errors);
    }

    /// <summary>Starts the talk with an endpoint.</summary>
    public Process Talk(Uri endpoint, string user) => NodePackages.Run(
        "node",
        Source,
        Path.Combine(RepositoryFolder.Root, "tests", "end-to-end", "clients", "talk.mjs"),
        Module,
        endpoint.AbsoluteUri,
        user);
}
