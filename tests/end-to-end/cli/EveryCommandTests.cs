using System.Text.RegularExpressions;

namespace TockOrleans.EndToEnd.Tests.Cli;

/// <summary>Every command there is, with the refusals that each of them must tell.</summary>
public sealed partial class EveryCommandTests(CliSilo silo) : IClassFixture<CliSilo>
{
    private const int AtOnce = 4;
    private const string Strike = "app/echo/strike";
    private const string Shop = "app/echo/shop";
    private const string Plan = """
        {"version":1,"name":"hi","bot":"app/echo","steps":[{"text":"hi","messages":[]}]}
        """;

    private const string Nobody = "app/echo/web/nobody";

    // Commands that a key which may only look is for; an export is not among them.
    private static readonly string[] Looking =
    [
        "endpoints", "endpoints show", "endpoints accounts", "health", "sessions", "sessions show",
        "broadcast", "broadcast show", "broadcast follow", "broadcast recipients",
    ];

    // What it is called with; FILE is a file of JSON, PLAN one of a test plan, NEW none yet. None
    // of what they name is there.
    private static readonly Dictionary<string, string[]> Arguments = new()
    {
        ["endpoints"] = [],
        ["endpoints show"] = [Shop],
        ["endpoints put"] = [Shop, "FILE"],
        ["endpoints secrets"] = [Shop, "FILE"],
        ["endpoints test"] = [Shop],
        ["endpoints delete"] = [Shop],
        ["endpoints accounts"] = [Shop],
        ["health"] = [],
        ["dead-letters list"] = [Shop],
        ["dead-letters replay"] = [Shop, "--all"],
        ["sessions"] = [],
        ["sessions show"] = [Nobody],
        ["log"] = ["--endpoint", "app/echo/web"],
        ["pause"] = [Nobody, "--minutes", "5"],
        ["resume"] = [Nobody],
        ["audit"] = [],
        ["say"] = [Shop, "hi", "--user", "nobody"],
        ["broadcast"] = [],
        ["broadcast create"] = ["FILE"],
        ["broadcast audience"] = [Strike, "FILE"],
        ["broadcast start"] = [Strike],
        ["broadcast pause"] = [Strike],
        ["broadcast resume"] = [Strike],
        ["broadcast cancel"] = [Strike],
        ["broadcast rate"] = [Strike, "5"],
        ["broadcast delete"] = [Strike],
        ["broadcast show"] = [Strike],
        ["broadcast follow"] = [Strike],
        ["broadcast recipients"] = [Strike],
        ["export"] = ["nobody"],
        ["erase"] = [Nobody, "--yes"],
        ["talk"] = [Shop, "hi"],
        ["test record"] = ["NEW", Shop, "hi"],
        ["test replay"] = ["PLAN", Shop],
    };

    // Lists and such, which are empty; all others name something and are told that it is missing.
    // Dead letters outlive their endpoint.
    private static readonly string[] Empty =
    [
        "endpoints", "health", "dead-letters list", "dead-letters replay", "sessions", "log",
        "audit", "broadcast", "export", "erase",
    ];

    private static readonly Dictionary<string, string> OfOtherReasons = new()
    {
        ["endpoints put"] = "400",
        ["broadcast create"] = "400",
    };

    [Fact]
    public async Task All_commands_that_the_tool_knows_are_exercised_here() => Assert.Equal(
        Arguments.Keys.Order(StringComparer.Ordinal),
        (await Commands("")).Order(StringComparer.Ordinal));

    [Fact]
    public Task A_wrong_key_is_told_by_every_command() => ForEach(async (command, arguments) =>
    {
        var tool = await Tool.Run("no-key-of-anybody", silo.Talk.Silo.BaseAddress, arguments);
        Refused(command, tool, "401");
    });

    [Fact]
    public Task A_key_that_may_only_look_changes_nothing() => ForEach(async (command, arguments) =>
    {
        var tool = await Tool.Run(CliSilo.Viewer, silo.Talk.Silo.BaseAddress, arguments);
        if (Looking.Contains(command))
            Assert.DoesNotContain("403", tool.Errors, StringComparison.Ordinal);
        else
            Refused(command, tool, "403");
    });

    [Fact]
    public Task A_server_that_is_not_there_is_told_by_every_command()
    {
        var nowhere = new Uri($"http://127.0.0.1:{SiloProcess.FreePort()}/");
        return ForEach(async (command, arguments) =>
        {
            var tool = await Tool.Run(CliSilo.Viewer, nowhere, arguments);
            Assert.True(tool.ExitCode == 3, $"{command}: {tool}");
            Assert.Contains("cannot be reached", tool.Errors, StringComparison.Ordinal);
            Assert.Empty(tool.Output);
        });
    }

    [Fact]
    public Task What_is_not_there_is_told_by_every_command_that_names_something() =>
        ForEach(async (command, arguments) =>
        {
            var tool = await silo.Run(arguments);
            if (Empty.Contains(command))
                Assert.True(tool.ExitCode == 0, $"{command}: {tool}");
            else
                Refused(command, tool, OfOtherReasons.GetValueOrDefault(command, "404"));
        });

    private static void Refused(string command, Tool tool, string status)
    {
        Assert.True(
            tool.ExitCode == 1 && tool.Errors.StartsWith(status, StringComparison.Ordinal)
                && tool.Output.Length == 0,
            $"{command}: {tool}");
        Assert.DoesNotContain("   at ", tool.Errors, StringComparison.Ordinal);
    }

    private async Task ForEach(Func<string, string[], Task> act)
    {
        var file = await silo.File($"{Guid.NewGuid():n}.json", """{"no":"secret"}""");
        var plan = await silo.File($"{Guid.NewGuid():n}.json", Plan);
        await Parallel.ForEachAsync(
            Arguments,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = AtOnce,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (one, _) => await act(
                one.Key,
                [
                    .. one.Key.Split(' '),
                    .. one.Value.Select(text => text switch
                    {
                        "FILE" => file,
                        "PLAN" => plan,
                        "NEW" => plan + ".new",
                        _ => text,
                    }),
                ]));
    }

    // As the help tells them: those with commands below, too, if they do something themselves.
    private async Task<List<string>> Commands(string above)
    {
        var help = (await silo.Run([.. Split(above), "--help"])).Output;
        var below = help.Split("Commands:", 2) is [_, var list]
            ? Name().Matches(list).Select(found => found.Groups[1].Value).ToList()
            : [];
        var found = new List<string>();
        foreach (var name in below)
            found.AddRange(await Commands($"{above} {name}".TrimStart()));
        if (above.Length > 0 && above is not ("dead-letters" or "test"))
            found.Add(above);
        return found;
    }

    private static string[] Split(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^  (\w\S*)", RegexOptions.Multiline)]
    private static partial Regex Name();
}
