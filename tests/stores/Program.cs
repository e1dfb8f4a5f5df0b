using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace TockOrleans.Stores.Tests;

/// <summary>
/// Runs the tests; with <c>child</c> it is the process that tests kill, with <c>measure</c> it
/// tells what a commit and a load cost.
/// </summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) => args switch
    {
        ["child", .. var rest] => await ChildProgram.Run(rest),
        ["measure", .. var rest] => await Measurement.Run(rest),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            await TestPlatformTestFramework.RunAsync(
                args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await ConsoleRunner.Run(args),
    };
}
