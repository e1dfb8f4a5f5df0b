using System.Collections.Concurrent;
using System.Diagnostics;

namespace TockOrleans.Stores.Tests;

/// <summary>This test program, started once more to be locked out, starved or killed.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Process process;
    private readonly BlockingCollection<string> lines = [];

    private ChildProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardInput = true;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
                lines.Add(text);
            else
                lines.CompleteAdding();
        };
        process.BeginOutputReadLine();
    }

    public int ExitCode => process.ExitCode;

    private static string ProgramFile => Path.Combine(
        AppContext.BaseDirectory,
        "TockOrleans.Stores.Tests" + (OperatingSystem.IsWindows() ? ".exe" : string.Empty));

    public static ChildProcess Start(string command, string place) =>
        new(new ProcessStartInfo(ProgramFile, ["child", command, place]));

    /// <summary>Starts it so that no file it writes can grow beyond the limit.</summary>
    public static ChildProcess StartStarved(string command, string folder, int halfKibibytes) =>
        new(new ProcessStartInfo("/bin/sh",
        [
            "-c",
            $"trap '' XFSZ; ulimit -f {halfKibibytes}; exec \"$0\" child {command} \"$1\"",
            ProgramFile,
            folder,
        ])
        {
            // The runtime maps its code from a file of 2 GiB in memory, which the limit forbids.
            Environment = { ["DOTNET_EnableWriteXorExecute"] = "0" },
        });

    /// <summary>The next line it prints.</summary>
    public string Line() => lines.TryTake(out var line, Limit)
        ? line
        : throw new InvalidOperationException("the child process does not speak");

    /// <summary>kill -9; what it had printed until then.</summary>
    public List<string> Kill()
    {
        process.Kill();
        return End();
    }

    /// <summary>Waits until it ends by itself; what it printed.</summary>
    public List<string> End()
    {
        var rest = new List<string>();
        while (!lines.IsCompleted)
            if (lines.TryTake(out var line, Limit))
                rest.Add(line);
            else if (!lines.IsCompleted)
                throw new InvalidOperationException("the child process does not end");
        process.WaitForExit();
        return rest;
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
        lines.Dispose();
    }
}
