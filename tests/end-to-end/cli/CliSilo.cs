using TockOrleans.EndToEnd.Tests.Admin;

namespace TockOrleans.EndToEnd.Tests.Cli;

/// <summary>A silo for a class of tests of the tool, with a key that may only look.</summary>
public sealed class CliSilo : IAsyncLifetime
{
    public const string Viewer = "a-key-that-may-only-look";

    public FourChannels Talk { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Talk = await FourChannels.Start(
        "--Tock:Admin:RequestsPerSecond=1000",
        "--Tock:Admin:Burst=1000",
        // Without receipts a broadcast is settled as soon as it is completed.
        "--Tock:Endpoints:2:settings:receipts=false",
        "--Tock:Admin:Keys:0:Name=viewers",
        $"--Tock:Admin:Keys:0:Key={Viewer}",
        "--Tock:Admin:Keys:0:Roles:0=viewer");

    public ValueTask DisposeAsync() => Talk.DisposeAsync();

    /// <summary>Runs the tool with the key for everything.</summary>
    public Task<Tool> Run(params string[] arguments) =>
        Tool.Run(FourChannels.Key, Talk.Silo.BaseAddress, arguments);

    /// <summary>Writes a file beside the data.</summary>
    public async Task<string> File(string name, string text)
    {
        var path = Path.Combine(Talk.Silo.Folder, name);
        await System.IO.File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }
}
