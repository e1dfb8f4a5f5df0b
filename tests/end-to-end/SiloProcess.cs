using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TockOrleans.EndToEnd.Tests;

/// <summary>
/// The built silo as a process of its own, on a folder and a port of its own; it can be killed and
/// started again on the same.
/// </summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private readonly string[] settings;
    private readonly ConcurrentQueue<string> output = new();
    private Process? process;

    public SiloProcess(params string[] settings)
    {
        this.settings = settings;
        Folder = Directory.CreateTempSubdirectory("tock-silo").FullName;
        var port = FreePort();
        BaseAddress = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/");
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = BaseAddress,
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    /// <summary>The program: its folder in the repository, and its name.</summary>
    public (string Folder, string Name) Program { get; init; } = ("silo", "TockOrleans.Silo");

    public string Folder { get; }

    public Uri BaseAddress { get; }

    public HttpClient Client { get; }

    public string Output => string.Join('\n', output);

    /// <summary>The memory it uses, in bytes; 0 where it does not run.</summary>
    public long Memory
    {
        get
        {
            if (process is not { HasExited: false } running)
                return 0;
            running.Refresh();
            return running.WorkingSet64;
        }
    }

    public int ExitCode => process!.ExitCode;

    public static async Task<SiloProcess> Started(params string[] settings)
    {
        var silo = new SiloProcess(settings);
        await silo.Start();
        return silo;
    }

    /// <summary>Starts the process and waits until it is ready.</summary>
    public async Task Start()
    {
        Launch();
        await Poll.UntilAsync(
            async () => process!.HasExited || await IsReady(), StartLimit);
        if (process!.HasExited)
            throw new InvalidOperationException($"the silo did not start:\n{Output}");
    }

    /// <summary>Starts the process and waits until it ends by itself.</summary>
    public async Task StartToFail()
    {
        Launch();
        using var limit = new CancellationTokenSource(StartLimit);
        await process!.WaitForExitAsync(limit.Token);
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
    }

    /// <summary>SIGTERM, and the wait for the end.</summary>
    public async Task Stop()
    {
        using var kill = Process.Start(
            "kill", ["-TERM", process!.Id.ToString(CultureInfo.InvariantCulture)]);
        using var limit = new CancellationTokenSource(StopLimit);
        await process.WaitForExitAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
            Kill();
        process?.Dispose();
        Client.Dispose();
        Directory.Delete(Folder, recursive: true);
        await ValueTask.CompletedTask;
    }

    private void Launch()
    {
        var start = new ProcessStartInfo(ProgramFile)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add(BaseAddress.ToString());
        if (!settings.Any(set => set.StartsWith("--Tock:Storage:Path", StringComparison.Ordinal)))
            start.ArgumentList.Add($"--Tock:Storage:Path={Folder}");
        foreach (var setting in settings)
            start.ArgumentList.Add(setting);
        process?.Dispose();
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is not null)
            output.Enqueue(line);
    }

    private async Task<bool> IsReady()
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private string ProgramFile => Path.Combine(
        RepositoryFolder.Root,
        Program.Folder,
        "bin",
        RepositoryFolder.Configuration,
        "net10.0",
        Program.Name);

    internal static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
