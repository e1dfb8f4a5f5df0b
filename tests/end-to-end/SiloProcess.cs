using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TockOrleans.EndToEnd.Tests;

/// <summary>
/// The built program itself (not <c>dotnet run</c>, so that kill -9 hits the right process) on a
/// port and a data folder of its own, both kept over restarts. Disposing it kills the program and
/// deletes the folder.
/// </summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private const int OutputLinesMax = 5_000;
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly string[] _arguments;
    private readonly HttpClient _client;
    private Process? _process;

    private SiloProcess(string[] arguments)
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        DataFolder = Directory.CreateTempSubdirectory("tock-orleans-").FullName;
        _arguments =
        [
            "--urls", Address.GetLeftPart(UriPartial.Authority),
            $"--Tock:Storage:Path={DataFolder}",
            .. arguments,
        ];
        _client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Its data.</summary>
    public string DataFolder { get; }

    /// <summary>The last lines it wrote to stdout and stderr, of all its lives.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts the program and waits until it is ready.</summary>
    /// <param name="arguments">Further settings, as <c>--Section:Key=value</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidOperationException">It was not built, ended by itself, or was not
    /// ready within a minute.</exception>
    public static async Task<SiloProcess> StartAsync(
        string[] arguments, CancellationToken cancellation)
    {
        var silo = new SiloProcess(arguments);
        try
        {
            await silo.StartAsync(cancellation);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>kill -9; returns when the process is gone.</summary>
    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
    }

    /// <summary>Starts it again on the same port and folder; kills it first if it runs.</summary>
    /// <param name="cancellation">Gives up.</param>
    public async Task RestartAsync(CancellationToken cancellation)
    {
        Kill();
        await StartAsync(cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Kill();
        _process?.Dispose();
        _client.Dispose();
        Directory.Delete(DataFolder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        var program = Path.Combine(
            RepositoryFolder.Root, "silo", "bin", RepositoryFolder.Configuration, "net10.0",
            OperatingSystem.IsWindows() ? "TockOrleans.Silo.exe" : "TockOrleans.Silo");
        if (!File.Exists(program))
            throw new InvalidOperationException($"{program} is not there: build silo first");
        var start = new ProcessStartInfo(program, _arguments)
        {
            WorkingDirectory = DataFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process?.Dispose();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Collect(line.Data);
        _process.ErrorDataReceived += (_, line) => Collect(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitUntilReady(_process, cancellation);
    }

    private async Task WaitUntilReady(Process process, CancellationToken cancellation)
    {
        var started = Stopwatch.StartNew();
        using var poll = new PeriodicTimer(PollEvery);
        while (!await IsReady(cancellation))
        {
            if (process.HasExited)
                throw new InvalidOperationException(
                    $"the silo ended by itself: {process.ExitCode}\n{Output}");
            if (started.Elapsed > StartMax)
                throw new InvalidOperationException($"not ready after {StartMax}\n{Output}");
            await poll.WaitForNextTickAsync(cancellation);
        }
    }

    private async Task<bool> IsReady(CancellationToken cancellation)
    {
        try
        {
            using var response = await _client.GetAsync(
                new Uri("health/ready", UriKind.Relative), cancellation);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception error) when (
            error is HttpRequestException
            || (error is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    private void Collect(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        while (_output.Count > OutputLinesMax)
            _output.TryDequeue(out _);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
