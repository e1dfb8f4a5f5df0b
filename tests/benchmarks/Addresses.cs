using System.Net;
using System.Net.Sockets;

namespace TockOrleans.Benchmarks;

/// <summary>Where things are: routes, ports and programs.</summary>
internal static class Addresses
{
    /// <summary>The web endpoint of the echo bot.</summary>
    public const string Echo = "/io/app/echo/web";

    public const string Ready = "/health/ready";

    /// <summary>The built silo of this repository.</summary>
    public static string Silo { get; } = Path.Combine(
        Root(), "silo", "bin", "Release", "net10.0", "TockOrleans.Silo");

    /// <summary>Ports nobody listened on a moment ago.</summary>
    public static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count)
            .Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            foreach (var listener in listeners)
                listener.Start();
            return [.. listeners.Select(one => ((IPEndPoint)one.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners)
                listener.Dispose();
        }
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TockOrleans.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException(
                $"No TockOrleans.sln above {AppContext.BaseDirectory}.");
        }
        return folder;
    }
}
