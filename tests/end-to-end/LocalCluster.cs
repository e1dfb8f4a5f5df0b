using System.Globalization;
using TockOrleans.Stores.Tests;

namespace TockOrleans.EndToEnd.Tests;

/// <summary>
/// Silos and ingress nodes as processes of their own, on a PostgreSQL server of their own.
/// </summary>
public sealed class LocalCluster : IAsyncDisposable
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private readonly PostgresServer server = new();
    private readonly List<SiloProcess> processes = [];

    private LocalCluster()
    {
    }

    /// <summary>All processes, the ingress node last.</summary>
    public IReadOnlyList<SiloProcess> Processes => processes;

    /// <summary>Where the channels call.</summary>
    public SiloProcess Ingress => processes[^1];

    /// <summary>Starts a process with every role on a database of its own.</summary>
    public static Task<LocalCluster> Single(params string[] settings) => Start(["all"], settings);

    /// <summary>Starts two silos and an ingress node.</summary>
    public static Task<LocalCluster> TwoSilos(params string[] settings) =>
        Start(["silo", "silo", "ingress"], settings);

    /// <summary>Starts a silo and two ingress nodes.</summary>
    public static Task<LocalCluster> TwoDoors(params string[] settings) =>
        Start(["silo", "ingress", "ingress"], settings);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
            await process.DisposeAsync();
        server.Dispose();
    }

    private static async Task<LocalCluster> Start(string[] roles, string[] settings)
    {
        var cluster = new LocalCluster();
        try
        {
            var database = cluster.server.NewDatabase();
            foreach (var role in roles)
                cluster.processes.Add(new SiloProcess(
                [
                    $"--Tock:Role={role}",
                    "--Tock:Storage:Profile=postgres",
                    $"--Tock:Storage:ConnectionString={database}",
                    $"--Tock:Secrets:Keys:0={Key}",
                    "--Tock:Cluster:Address=127.0.0.1",
                    $"--Tock:Cluster:SiloPort={Port()}",
                    $"--Tock:Cluster:GatewayPort={Port()}",
                    .. settings,
                ]));
            await Task.WhenAll(cluster.processes.Select(process => process.Start()));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    private static string Port() =>
        SiloProcess.FreePort().ToString(CultureInfo.InvariantCulture);
}
