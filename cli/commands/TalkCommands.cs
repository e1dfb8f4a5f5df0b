using System.CommandLine;
using System.Text.Json.Nodes;
using TockOrleans.Cli.Talk;

namespace TockOrleans.Cli.Commands;

/// <summary>Talks with bots as a test user, and tests them by conversations of before.</summary>
internal static class TalkCommands
{
    // At least one plan, and the endpoint.
    private const int ReplayedMin = 2;
    private const int ReplayedMax = 10_000;

    private static readonly Argument<string> Endpoint =
        new("endpoint") { Description = "A test endpoint: namespace/bot/id" };

    private static readonly Argument<string[]> Said = new("say")
    {
        Description = "What the user says, one thing each; else the lines of the input. "
            + "!1 presses the first choice, !{…} is an event, !… a payload, !!… a text after a !.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string?> As = new("--as")
    {
        Description = "The connector type that is played.",
    };

    private static readonly Option<string[]> Types = new("--as")
    {
        Description = "Connector types that are played: web,slack.",
    };

    private static readonly Option<string?> Locale = new("--locale")
    {
        Description = "The user's language: en, fr-CA.",
    };

    private static readonly Option<int> Wait = new("--wait")
    {
        Description = "How many seconds to ask again for the answer of a slow story.",
        DefaultValueFactory = _ => Talker.WaitSeconds,
    };

    public static IEnumerable<Command> All() => [Talk(), Test()];

    private static Command Talk()
    {
        var other = new Option<string?>("--endpoint")
        {
            Description = "In place of --as: the id of an endpoint, with its settings.",
        };
        var user = new Option<string?>("--user")
        {
            Description = "Who talks; else 'tester'. Each user has a conversation of their own.",
        };
        var payloads = new Option<bool>("--payloads")
        {
            Description = "Show what the channel would get, too.",
        };
        return Verb.Of(
            "talk",
            "Talks with a bot as a test user.",
            async (line, api, screen, stop) =>
            {
                var order = new JsonObject();
                foreach (var (name, option) in (IEnumerable<(string, Option<string?>)>)
                    [("user", user), ("locale", Locale), ("as", As), ("endpoint", other)])
                    if (line.GetValue(option) is { } value)
                        order[name] = value;
                if (line.GetValue(payloads) && order["as"] is null && order["endpoint"] is null)
                    throw new Refusal(
                        ExitCodes.Usage, "--payloads are those of --as or of --endpoint");
                await new Dialogue(Tester(line, api, order), screen, line.GetValue(payloads))
                    .Hold(line.GetValue(Said) ?? [], stop);
            },
            Endpoint, Said, As, other, user, Locale, payloads, Wait);
    }

    private static Command Test()
    {
        var test = new Command("test", "Tests a bot by conversations of before.");
        test.Subcommands.Add(Record());
        test.Subcommands.Add(Replay());
        return test;
    }

    private static Command Record()
    {
        var file = new Argument<string>("plan") { Description = "The file to write." };
        var name = new Option<string?>("--name") { Description = "Else that of the file." };
        var session = new Option<string?>("--session")
        {
            Description = "Of the log, in place of a talk: a session as 'tock sessions' shows it.",
        };
        return Verb.Of(
            "record",
            "Talks as a new user, and writes it as a test plan.",
            async (line, api, screen, stop) =>
            {
                var path = line.GetRequiredValue(file);
                if (File.Exists(path) || !Directory.Exists(
                    Path.GetDirectoryName(Path.GetFullPath(path))))
                    throw new Refusal(
                        ExitCodes.Usage, $"{path} is there already, or its folder is not");
                var bot = BotOf(line.GetRequiredValue(Endpoint));
                var logged = line.GetValue(session);
                if (logged is not null && line.GetValue(Said) is { Length: > 0 })
                    throw new Refusal(ExitCodes.Usage, "--session leaves nothing to say");
                var types = TypesOf(line);
                var (steps, locale) = logged is not null
                    ? await LoggedTalk.Read(api, logged, bot, stop)
                    : await Talk(line, api, screen, types.FirstOrDefault(), stop);
                if (steps.Count is 0 or > PlanReader.StepsMax)
                    throw new Refusal(
                        ExitCodes.Usage,
                        $"a plan has 1 to {PlanReader.StepsMax} steps, not {steps.Count}");
                var plan = new TestPlan(
                    line.GetValue(name) ?? Path.GetFileNameWithoutExtension(path),
                    bot,
                    line.GetValue(Locale) ?? locale,
                    [],
                    steps);
                await PlanFile.Write(path, plan, stop);
                await AddTypes(
                    path,
                    plan,
                    logged is not null ? types : types.Skip(1),
                    order => Tester(line, api, order),
                    stop);
            },
            file, Endpoint, Said, Types, Locale, name, session, Wait);
    }

    private static async Task<(IReadOnlyList<PlanStep> Steps, string? Locale)> Talk(
        ParseResult line, AdminApi api, Screen screen, string? type, CancellationToken stop)
    {
        var user = PlanRun.NewUser();
        var order = PlanRun.Order(user, line.GetValue(Locale), type);
        var dialogue = new Dialogue(Tester(line, api, order), screen, payloads: false);
        await dialogue.Hold(line.GetValue(Said) ?? [], stop);
        return (
            [.. dialogue.Took.Select(took => PlanStep.Of(
                took.Act, PlanRun.WithoutUser(took.Answer, user)))],
            null);
    }

    // The same conversation again, for what other channels get.
    private static async Task AddTypes(
        string path,
        TestPlan plan,
        IEnumerable<string> types,
        Func<JsonObject, Talker> talk,
        CancellationToken stop)
    {
        foreach (var type in types)
        {
            var run = await PlanRun.Play(plan, type, talk, stop);
            if (run.Failure is { } failure)
                throw new Refusal($"as {type} it ended at step {run.Steps.Count + 1}: {failure}");
            plan = plan.With(run, messages: false, more: true);
            await PlanFile.Write(path, plan, stop);
        }
    }

    private static Command Replay()
    {
        var named = new Argument<string[]>("plan… endpoint")
        {
            Description = "Files of plans, then the test endpoint: namespace/bot/id",
            Arity = new ArgumentArity(ReplayedMin, ReplayedMax),
        };
        var update = new Option<bool>("--update")
        {
            Description = "What comes is the plan from now on.",
        };
        return Verb.Of(
            "replay",
            "Has recorded conversations again, and tells where they go otherwise.",
            async (line, api, screen, stop) =>
            {
                var files = line.GetRequiredValue(named)[..^1];
                var endpoint = line.GetRequiredValue(named)[^1];
                var bot = BotOf(endpoint);
                var plans = files.Select(file => (File: file, Plan: PlanFile.Read(file))).ToList();
                foreach (var (file, plan) in plans)
                    if (plan.Bot != bot)
                        throw new Refusal(
                            ExitCodes.Usage, $"{file} is a plan of {plan.Bot}, not of {bot}");
                var types = TypesOf(line);
                var replay = new Replayer(
                    screen,
                    order => Tester(line, api, order, endpoint),
                    line.GetValue(update));
                foreach (var (file, plan) in plans)
                    await replay.Play(file, plan, TypesFor(plan, types), stop);
                if (!screen.Json)
                    await Console.Out.WriteLineAsync(replay.Summary);
                if (replay.NotAsPlanned > 0)
                    throw new Refusal("not all went as planned");
            },
            named, Types, update, Wait);
    }

    // Those that are asked for, else those it was recorded for, else none is played.
    private static string?[] TypesFor(TestPlan plan, string[] asked) =>
        asked.Length > 0 ? asked
        : plan.Types.Any() ? [.. plan.Types]
        : new string?[] { null };

    private static string[] TypesOf(ParseResult line) =>
    [
        .. (line.GetValue(Types) ?? []).SelectMany(list => list.Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(type => type.ToLowerInvariant()).Distinct(),
    ];

    private static string BotOf(string endpoint)
    {
        _ = Paths.Endpoint(endpoint);
        return endpoint[..endpoint.LastIndexOf('/')];
    }

    private static Talker Tester(
        ParseResult line, AdminApi api, JsonObject order, string? endpoint = null)
    {
        var seconds = line.GetValue(Wait);
        return new Talker(api, endpoint ?? line.GetRequiredValue(Endpoint), order)
        {
            Wait = seconds >= 0
                ? TimeSpan.FromSeconds(seconds)
                : throw new Refusal(ExitCodes.Usage, "--wait is a number of seconds"),
        };
    }
}
