using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TockOrleans.Benchmarks;

/// <summary>A measured server: another process, so that its figures are its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Process process;
    private readonly string folder;

    private ServerProcess(string name, int port, string folder, Process process) =>
        (Name, Port, this.folder, this.process) = (name, port, folder, process);

    public string Name { get; }

    public int Port { get; }

    public static Task<ServerProcess> Bare() =>
        Start("bare", Environment.ProcessPath!, [BaselineServer.BareVerb]);

    public static Task<ServerProcess> Grain()
    {
        var ports = Addresses.FreePorts(2);
        return Start(
            "grain",
            Environment.ProcessPath!,
            [BaselineServer.GrainVerb, $"--siloPort={ports[0]}", $"--gatewayPort={ports[1]}"]);
    }

    /// <summary>The real program.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="data">Its data folder, kept afterwards.</param>
    /// <param name="more">More of its settings.</param>
    public static Task<ServerProcess> Silo(string program, string data, IEnumerable<string> more) =>
        Start("silo", program, [$"--Tock:Storage:Path={data}", .. more]);

    /// <summary>Processor time used since the start, user and system.</summary>
    public TimeSpan Cpu()
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    /// <summary>Resident memory in bytes.</summary>
    public long WorkingSet()
    {
        process.Refresh();
        return process.WorkingSet64;
    }

    /// <summary>What the server's garbage collector knows, in bytes.</summary>
    public async Task<(long Heap, long Allocated)> Probe(bool collect)
    {
        using var socket = new Socket(
            AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(ProbeIn(folder)));
        await socket.SendAsync(new[] { collect ? StartupHook.Collect : StartupHook.Look });
        var answer = new byte[64];
        var length = await socket.ReceiveAsync(answer);
        var parts = Encoding.ASCII.GetString(answer, 0, length).Split(' ');
        return (Number(parts[0]), Number(parts[1]));

        static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>Asks it to stop, as an operator would, and waits until it has.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            using var stop = new CancellationTokenSource(StopWithin);
            try
            {
                await process.WaitForExitAsync(stop.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<ServerProcess> Start(
        string name, string program, IEnumerable<string> arguments)
    {
        var port = Addresses.FreePorts(1)[0];
        var folder = Directory.CreateTempSubdirectory("tock-bench-").FullName;
        var start = new ProcessStartInfo(
            program, [.. arguments, $"--urls=http://127.0.0.1:{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(ServerProcess).Assembly.Location;
        start.Environment[StartupHook.SocketVariable] = ProbeIn(folder);
        var said = new StringBuilder();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(said, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(said, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ServerProcess(name, port, folder, process);
        if (await server.IsReady())
            return server;
        await server.DisposeAsync();
        throw new InvalidOperationException($"{name} did not start: {program}\n{said}");
    }

    private async Task<bool> IsReady()
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < StartWithin && !process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(
                    new Uri(Addresses.Ready, UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                    return true;
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
            }
            await Task.Delay(Pause);
        }
        return false;
    }

    private static void Keep(StringBuilder said, string? line)
    {
        const int Max = 20_000;
        lock (said)
        {
            if (line is not null && said.Length < Max)
                said.AppendLine(line);
        }
    }

    private static string ProbeIn(string folder) => Path.Combine(folder, "probe");
}
