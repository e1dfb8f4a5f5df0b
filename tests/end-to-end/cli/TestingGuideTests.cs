using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace TockOrleans.EndToEnd.Tests.Cli;

/// <summary>What the guide to testing bots prints is what is printed.</summary>
public sealed partial class TestingGuideTests(PlanSilo silo) : IClassFixture<PlanSilo>
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    [Fact]
    public async Task The_consoles_of_the_guide_are_true_from_the_first_to_the_last()
    {
        var guide = await File.ReadAllTextAsync(
            Path.Combine(RepositoryFolder.Root, "docs", "testing-bots.md"),
            TestContext.Current.CancellationToken);
        var consoles = string.Concat(Console().Matches(guide).Select(found => found.Groups[1]));
        Assert.InRange(consoles.Split("\n$ ").Length, 8, 30);
        Assert.Equal(Steady(consoles), Steady(await Run(consoles)));
    }

    // One shell has all of it, so that a command finds what the one before it left.
    private async Task<string> Run(string consoles)
    {
        var script = new StringBuilder("exec 2>&1\nset +e\ncode=0\n");
        foreach (var line in consoles.Split('\n'))
            if (line.StartsWith("$ ", Ordinal))
                script.AppendJoin(
                    '\n', "cat <<'SHOWN'", line, "SHOWN", "(exit $code)", line[2..], "code=$?", "");
        var folder = Directory.CreateTempSubdirectory("tock-guide").FullName;
        try
        {
            var start = new ProcessStartInfo("bash", ["-c", script.ToString()])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
            };
            foreach (var (name, value) in silo.Variables)
                start.Environment[name] = value;
            using var shell = Process.Start(start)!;
            var output = await shell.StandardOutput.ReadToEndAsync(
                TestContext.Current.CancellationToken);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            return output;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A reference of the demo bot is another one each time: the guide is about that.
    private static string Steady(string output) => Reference().Replace(output, "reference is …");

    [GeneratedRegex(@"^```console\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Console();

    [GeneratedRegex("reference is [0-9A-F]{8}")]
    private static partial Regex Reference();
}
