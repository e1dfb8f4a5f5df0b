using System.Diagnostics;
using System.Globalization;

namespace TockOrleans.Benchmarks;

/// <summary>A server as a process of its own; its processor time is the measure.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly string? folder;
    private Process process;

    private Server(string name, Process process, Uri address, string? folder) =>
        (Name, this.process, Address, this.folder) = (name, process, address, folder);

    public string Name { get; }

    public Uri Address { get; }

    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public long WorkingSet
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public static Task<Server> Bench(string name, string command, params string[] settings)
    {
        var url = Url();
        return Start(
            name, Environment.ProcessPath!, url, null, [command, "--url", url, .. settings]);
    }

    /// <summary>A program of the peers, which gets its port first.</summary>
    public static Task<Server> Node(string name, string program, params string[] settings)
    {
        var url = Url();
        return Start(
            name,
            "node",
            url,
            null,
            [
                Path.Combine(Root(), "tests", "benchmarks", "peers", program),
                new Uri(url).Port.ToString(CultureInfo.InvariantCulture),
                .. settings,
            ]);
    }

    public static Task<Server> Silo(string name, string folder, params string[] settings)
    {
        var url = Url();
        return Start(
            name,
            SiloProgram(),
            url,
            folder,
            ["--urls", url, $"--Tock:Storage:Path={folder}", .. settings]);
    }

    public static Task<Server> Echo(string folder, params string[] settings)
    {
        var url = Url();
        return Start(
            "echo",
            Environment.ProcessPath!,
            url,
            folder,
            ["serve-echo", "--urls", url, $"--Tock:Storage:Path={folder}", .. settings]);
    }

    /// <summary>Kills it, without a word to it, and starts it again as it was.</summary>
    /// <returns>Once it is ready.</returns>
    public async Task Restart()
    {
        process.Kill();
        await process.WaitForExitAsync();
        var start = process.StartInfo;
        process.Dispose();
        process = await Begin(start, Address.ToString().TrimEnd('/'));
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        if (folder is not null)
            Directory.Delete(folder, recursive: true);
    }

    private static async Task<Server> Start(
        string name, string program, string url, string? folder, string[] arguments)
    {
        var process = await Begin(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                Environment = { ["NODE_ENV"] = "production" },
            },
            url);
        return new Server(name, process, new Uri(url), folder);
    }

    private static async Task<Process> Begin(ProcessStartInfo start, string url)
    {
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var client = new HttpClient();
        for (var deadline = DateTime.UtcNow + StartLimit; ; await Task.Delay(50))
        {
            try
            {
                await client.GetStringAsync(new Uri(url + "/health/ready"));
                return process;
            }
            catch (HttpRequestException) when (DateTime.UtcNow < deadline && !process.HasExited)
            {
                // Not yet.
            }
        }
    }

    private static string Url() => $"http://127.0.0.1:{Servers.FreePort()}";

    private static string SiloProgram() => Path.Combine(
        Root(), "silo", "bin", "Release", "net10.0", "TockOrleans.Silo");

    private static string Root()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "TockOrleans.sln")))
            root = root.Parent!;
        return root.FullName;
    }
}
