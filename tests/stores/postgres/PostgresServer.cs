using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace TockOrleans.Stores.Tests;

/// <summary>
/// A PostgreSQL server of the tests' own, on a free port, its data in a temporary folder. It
/// starts when it is first asked for and ends with this process, however that ends.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    // The shell waits for the end of its input, which comes with the end of this process.
    private const string Keeper = "\"$@\" </dev/null & cat >/dev/null; kill -QUIT $!; wait";

    private static int databases;

    private readonly Lock gate = new();
    private string? folder;
    private int port;
    private Process? keeper;

    /// <summary>A new database; the connection string to it.</summary>
    public string NewDatabase()
    {
        Start();
        var name = $"test{Interlocked.Increment(ref databases)}";
        Run("postgres", $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Starts it, on what is in its folder; nothing where it runs.</summary>
    public void Start()
    {
        lock (gate)
        {
            if (keeper is not null)
                return;
            folder ??= Initialize();
            port = port == 0 ? FreePort() : port;
            var start = AsServer(
                "/bin/sh", "-c", Keeper, "sh", Program("postgres"), "-D", Data, "-k", folder,
                "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture),
                "-c", "max_connections=200");
            start.RedirectStandardInput = true;
            start.RedirectStandardError = true;
            keeper = Process.Start(start)!;
            keeper.ErrorDataReceived += static (_, _) => { };
            keeper.BeginErrorReadLine();
            AwaitStart();
        }
    }

    /// <summary>kill -9, as a machine that loses its power would.</summary>
    public void Kill()
    {
        lock (gate)
        {
            var first = File.ReadLines(Path.Combine(Data, "postmaster.pid")).First();
            using var server = Process.GetProcessById(
                int.Parse(first, CultureInfo.InvariantCulture));
            // Its children notice, and end by themselves.
            server.Kill();
            server.WaitForExit();
            End();
        }
    }

    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={port};Database={database};Username=postgres;Password=sesame";

    /// <summary>Runs a statement as another program would; its first value.</summary>
    public object? Run(string database, string text) => RunOn(ConnectionString(database), text);

    public static object? RunOn(string connectionString, string text)
    {
        using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the tests' own.
        command.CommandText = text;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    public void Dispose()
    {
        lock (gate)
        {
            End();
            if (folder is not null)
                Directory.Delete(folder, recursive: true);
            folder = null;
        }
    }

    /// <summary>Where its files are.</summary>
    public string Data => Path.Combine(folder!, "data");

    private void End()
    {
        if (keeper is null)
            return;
        keeper.StandardInput.Close();
        keeper.WaitForExit();
        keeper.Dispose();
        keeper = null;
    }

    private void AwaitStart()
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                Run("postgres", "SELECT 1");
                return;
            }
            catch (NpgsqlException) when (Stopwatch.GetElapsedTime(begun) < StartLimit)
            {
                Thread.Yield();
            }
        }
    }

    private static string Initialize()
    {
        var made = Directory.CreateTempSubdirectory("tock-pg").FullName;
        if (Environment.IsPrivilegedProcess)
            Await(new ProcessStartInfo("chown", ["postgres", made]));
        Await(AsServer(
            Program("initdb"), "-D", Path.Combine(made, "data"), "-A", "trust", "-U", "postgres",
            "--no-locale", "-E", "UTF8", "-N"));
        return made;
    }

    // The server's programs refuse root.
    private static ProcessStartInfo AsServer(string program, params string[] arguments) =>
        Environment.IsPrivilegedProcess
            ? new ProcessStartInfo(
                "setpriv",
                [
                    "--reuid=postgres", "--regid=postgres", "--init-groups", program,
                    .. arguments,
                ])
            {
                WorkingDirectory = "/",
            }
            : new ProcessStartInfo(program, arguments);

    private static void Await(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{start.FileName} failed: {said.Result}");
    }

    // Debian keeps them out of the path, in a folder for each version.
    private static string Program(string name)
    {
        const string Versions = "/usr/lib/postgresql";
        var folders = Directory.Exists(Versions)
            ? Directory.GetDirectories(Versions).Select(path => Path.Combine(path, "bin"))
            : [];
        var path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        return folders.OrderDescending().Concat(path.Split(Path.PathSeparator))
            .Select(one => Path.Combine(one, name)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                $"There is no {name}: install the server of PostgreSQL (Debian: postgresql).");
    }

    /// <summary>A port nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
