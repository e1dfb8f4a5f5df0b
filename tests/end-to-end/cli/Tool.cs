using System.Diagnostics;

namespace TockOrleans.EndToEnd.Tests.Cli;

/// <summary>The built tool <c>tock</c> as a process of its own.</summary>
public sealed record Tool(int ExitCode, string Output, string Errors)
{
    private const string KeyVariable = "TOCK_ADMIN_KEY";

    /// <summary>Where it lies.</summary>
    public static string Program { get; } = Path.Combine(
        RepositoryFolder.Root, "cli", "bin", RepositoryFolder.Configuration, "net10.0", "tock");

    /// <summary>What it wrote, line by line, runs of blanks as one.</summary>
    public string[] Lines =>
    [
        .. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
            string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
    ];

    /// <summary>Runs it to its end.</summary>
    /// <param name="key">The key in its environment; null: none.</param>
    /// <param name="url">The server.</param>
    /// <param name="arguments">The command line.</param>
    public static Task<Tool> Run(string? key, Uri url, params string[] arguments) =>
        RunOn("", key, url, arguments);

    /// <summary>Runs it to its end on an input.</summary>
    public static async Task<Tool> RunOn(
        string input, string? key, Uri url, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment.Remove(KeyVariable);
        start.Environment["TOCK_URL"] = url.ToString();
        if (key is not null)
            start.Environment[KeyVariable] = key;
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Tool(process.ExitCode, output, await errors);
    }
}
