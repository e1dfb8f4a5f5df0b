using System.Text.Json;

namespace TockOrleans.EndToEnd.Tests.Cli;

/// <summary>Conversations that are recorded and had again, as a bot's author does it.</summary>
public sealed class TestPlanTests(PlanSilo silo) : IClassFixture<PlanSilo>
{
    private const string FourTypes = "web,slack,messenger,loopback";
    private const StringComparison Ordinal = StringComparison.Ordinal;

    // None of it goes by the time of day.
    private static readonly string[] Conversation =
        ["tell me about Lyon", "from Paris to Lyon 2030-05-06", "hello", "!3", "bye"];

    [Fact]
    public async Task A_recorded_conversation_goes_the_same_way_on_four_channels()
    {
        var (plan, recorded) = await Record("--as", FourTypes);
        Assert.Contains("> tell me about Lyon", recorded.Output, Ordinal);
        var replayed = await Replay(plan, "--as", FourTypes);
        Assert.True(replayed.ExitCode == 0, $"{replayed}");
        Assert.Equal(
            [
                "plan as web: 5 steps as planned", "plan as slack: 5 steps as planned",
                "plan as messenger: 5 steps as planned", "plan as loopback: 5 steps as planned",
                "4 runs, 20 steps: 4 as planned, 0 not",
            ],
            replayed.Lines);
        // The types it was recorded for are those it is played for.
        Assert.Equal(replayed.Lines.Order(), (await Replay(plan)).Lines.Order());

        var json = await Json(plan);
        var steps = json.GetProperty("steps").EnumerateArray().ToArray();
        Assert.Equal(
            ["text", "text", "text", "payload", "text"],
            steps.Select(step => step.EnumerateObject().First().Name));
        foreach (var type in FourTypes.Split(','))
            Assert.All(steps, step => Assert.NotEqual(
                0, step.GetProperty("payloads").GetProperty(type).GetArrayLength()));
    }

    [Fact]
    public async Task A_difference_names_plan_type_step_path_and_both_values()
    {
        var (plan, _) = await Record("--as", "slack");
        await Edit(plan, "TGV 92, direct, 1:57 h", "TGV 92, direct, 1:30 h");
        var replayed = await Replay(plan, "--as", "slack,web");
        Assert.Equal(1, replayed.ExitCode);
        Assert.Equal("not all went as planned\n", replayed.Errors);
        string[] message =
        [
            "step 2: text \"from Paris to Lyon 2030-05-06\"",
            "messages[1].cards[0].subTitle",
            "expected \"TGV 92, direct, 1:30 h\"",
            "got \"TGV 92, direct, 1:57 h\"",
        ];
        Assert.Equal(["plan as slack: 1 of 5 steps differ", .. message], replayed.Lines.Take(5));
        Assert.StartsWith("payloads.slack[", replayed.Lines[5], Ordinal);
        // No payloads were recorded for the web: its messages are compared alone.
        Assert.Equal(
            ["plan as web: 1 of 5 steps differ", .. message],
            replayed.Lines[^6..^1]);
        Assert.Equal("2 runs, 10 steps: 0 as planned, 2 not", replayed.Lines[^1]);

        var run = JsonElement.Parse((await Replay(plan, "--as", "web", "--json")).Output);
        Assert.False(run.GetProperty("asPlanned").GetBoolean());
        var difference = Assert.Single(run.GetProperty("differences").EnumerateArray());
        Assert.Equal(
            """
            {"step":2,"text":"from Paris to Lyon 2030-05-06",
            "path":"messages[1].cards[0].subTitle",
            "expected":"TGV 92, direct, 1:30 h","got":"TGV 92, direct, 1:57 h"}
            """.ReplaceLineEndings(""),
            difference.GetRawText());
    }

    [Fact]
    public async Task What_is_another_each_time_is_masked_or_ignored_and_stays_so_in_an_update()
    {
        var (plan, _) = await Record(["from Paris to Lyon 2030-05-06", "!1"]);
        var differs = await Replay(plan);
        Assert.Equal(1, differs.ExitCode);
        Assert.Contains("Your reference is", differs.Output, Ordinal);
        var reference = (await Json(plan)).GetProperty("steps")[1].GetProperty("messages")[0]
            .GetProperty("text").GetString()!.Split("reference is ")[1][..8];
        await Edit(plan, reference, "{*}");
        Assert.Equal(0, (await Replay(plan)).ExitCode);

        // The bot is changed: so looks an older plan of it.
        await Edit(plan, "From Paris to Lyon", "Trains of today");
        Assert.Equal(1, (await Replay(plan)).ExitCode);
        var updated = await Replay(plan, "--update");
        Assert.Equal("plan as test user: 1 of 2 steps updated", updated.Lines[0]);
        Assert.Equal(0, updated.ExitCode);
        Assert.Contains(
            "Your reference is {*}.",
            await File.ReadAllTextAsync(plan, TestContext.Current.CancellationToken),
            Ordinal);
        Assert.Equal(0, (await Replay(plan)).ExitCode);

        await Edit(plan, "{*}", "gone");
        await Edit(plan, "\"steps\"", "\"ignore\": [\"messages[0].text\"], \"steps\"");
        Assert.Equal(0, (await Replay(plan)).ExitCode);
    }

    [Fact]
    public async Task Every_run_is_one_of_a_new_user_and_of_several_plans_all_are_had()
    {
        var counts = silo.NewFile();
        Assert.Equal(0, (await silo.Run(
            "test", "record", counts, PlanSilo.Echo, "a", "b")).ExitCode);
        var other = silo.NewFile();
        Assert.Equal(0, (await silo.RunOn(
            "\nc\n!kind?a=b\n",
            "test", "record", other, PlanSilo.Echo, "--name", "other")).ExitCode);
        // The bot counts the turns of each user: none of them is the one of before.
        for (var time = 0; time < 2; time++)
            Assert.Equal(0, (await silo.Run(
                "test", "replay", counts, other, PlanSilo.Echo)).ExitCode);
        await Edit(counts, "turn 1 a", "turn 9 a");
        var replayed = await silo.Run("test", "replay", counts, other, PlanSilo.Echo);
        Assert.Equal(1, replayed.ExitCode);
        Assert.Equal(
            ["got \"turn 1 a\"", "other as test user: 2 steps as planned",
             "2 runs, 4 steps: 1 as planned, 1 not"],
            replayed.Lines[^3..]);
        // The steps after the one that differs were had, too.
        Assert.EndsWith("1 of 2 steps differ", replayed.Lines[0], Ordinal);
    }

    [Fact]
    public async Task A_conversation_that_took_place_becomes_a_plan()
    {
        foreach (var text in (string[])["hello", "tell me about Lyon"])
            using (var answer = await silo.Silo.Client.PostAsync(
                new Uri("/io/app/demo/web", UriKind.Relative),
                new StringContent(JsonSerializer.Serialize(
                    new { query = text, userId = "a/b", locale = "fr", eventId = text })),
                TestContext.Current.CancellationToken))
                answer.EnsureSuccessStatusCode();
        await silo.Run(
            "talk", PlanSilo.Demo, "--user", "logged", "hello", "!1", "Paris",
            """!{"kind":"location","latitude":45.7,"longitude":4.8}""");
        foreach (var (session, steps) in (IEnumerable<(string, int)>)
            [("app/demo/web/a%2Fb", 2), ("app/demo/plans/tock-test%3Alogged", 4)])
        {
            var plan = silo.NewFile();
            var recorded = await silo.Run(
                "test", "record", plan, PlanSilo.Demo, "--session", session, "--as", "slack");
            Assert.True(recorded.ExitCode == 0, $"{recorded}");
            Assert.Equal(steps, (await Json(plan)).GetProperty("steps").GetArrayLength());
            var replayed = await Replay(plan);
            Assert.True(replayed.ExitCode == 0, $"{replayed}");
            Assert.EndsWith($"as slack: {steps} steps as planned", replayed.Lines[0], Ordinal);
        }
        var none = silo.NewFile();
        foreach (var session in (string[])["app/demo/web/nobody", "app/echo/web/a", "app/demo"])
            Assert.Equal(2, (await silo.Run(
                "test", "record", none, PlanSilo.Demo, "--session", session)).ExitCode);
        Assert.False(File.Exists(none));
    }

    [Fact]
    public async Task A_step_that_is_refused_ends_its_plan_alone()
    {
        var (plan, _) = await Record(["hello", "bye"]);
        var replayed = await Replay(plan, "--as", "pigeon,web");
        Assert.Equal(1, replayed.ExitCode);
        Assert.Equal(
            [
                "plan as pigeon: ended at step 1",
                "step 1: text \"hello\": 400 Bad Request: as is no connector type;"
                    + " /connectors lists them",
                "plan as web: 2 steps as planned",
                "2 runs, 2 steps: 1 as planned, 1 not",
            ],
            replayed.Lines);
        var before = await File.ReadAllTextAsync(plan, TestContext.Current.CancellationToken);
        Assert.Equal(1, (await Replay(plan, "--as", "web,pigeon", "--update")).ExitCode);
        Assert.Equal(
            before, await File.ReadAllTextAsync(plan, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_plan_that_cannot_be_had_here_is_told_before_anything_is_said()
    {
        var (plan, _) = await Record(["hello"]);
        await Refused(2, $"{plan} is a plan of app/demo, not of app/echo", plan, PlanSilo.Echo);
        await Refused(2, "cannot be taken: Could not find", plan + ".no", PlanSilo.Demo);
        await Refused(2, "is no endpoint: namespace/bot/id", plan, "demo");
        await Refused(2, "missing", plan);
        await Refused(2, "--wait is a number of seconds", plan, PlanSilo.Demo, "--wait", "-1");
        await Refused(1, "404", plan, "app/demo/none");
        await Refused(1, "409", plan, "app/demo/web");
        await Edit(plan, "\"version\": 1", "\"version\": 2");
        await Refused(2, "version is not 1, the only one this tool knows", plan, PlanSilo.Demo);

        var again = await silo.Run("test", "record", plan, PlanSilo.Demo, "hello");
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("is there already", again.Errors, Ordinal);
        var silent = silo.NewFile();
        Assert.Equal(2, (await silo.Run("test", "record", silent, PlanSilo.Demo)).ExitCode);
        Assert.False(File.Exists(silent));
    }

    private async Task Refused(int code, string why, params string[] arguments)
    {
        var tool = await silo.Run(["test", "replay", .. arguments]);
        Assert.True(code == tool.ExitCode, $"{tool}");
        Assert.Contains(why, tool.Errors, Ordinal);
        Assert.DoesNotContain("   at ", tool.Errors, Ordinal);
        Assert.Empty(tool.Output);
    }

    private Task<(string Plan, Tool Recorded)> Record(string option, string value) =>
        Record(Conversation, option, value);

    private async Task<(string Plan, Tool Recorded)> Record(string[] said, params string[] options)
    {
        var plan = silo.NewFile();
        var recorded = await silo.Run(
        [
            "test", "record", plan, PlanSilo.Demo, .. said,
            "--locale", "en", "--name", "plan", .. options,
        ]);
        Assert.True(recorded.ExitCode == 0, $"{recorded}");
        return (plan, recorded);
    }

    private Task<Tool> Replay(string plan, params string[] options) =>
        silo.Run(["test", "replay", plan, PlanSilo.Demo, .. options]);

    private static async Task<JsonElement> Json(string plan) => JsonElement.Parse(
        await File.ReadAllTextAsync(plan, TestContext.Current.CancellationToken));

    private static async Task Edit(string plan, string part, string instead)
    {
        var text = await File.ReadAllTextAsync(plan, TestContext.Current.CancellationToken);
        Assert.Contains(part, text, Ordinal);
        await File.WriteAllTextAsync(
            plan, text.Replace(part, instead, Ordinal), TestContext.Current.CancellationToken);
    }
}
