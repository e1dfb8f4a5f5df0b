using TockOrleans.Cli.Talk;

namespace TockOrleans.Cli.Tests;

public sealed class TestPlanTests
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    [Fact]
    public void A_plan_is_read_as_it_was_written()
    {
        var plan = Plans.Read(Plans.Whole);
        Assert.Equal(("order", "app/pizza", "en-GB"), (plan.Name, plan.Bot, plan.Locale));
        Assert.Equal(["messages[*].delay"], plan.Ignore);
        Assert.Equal(["slack", "web"], plan.Types);
        Assert.Equal(
            [
                "text \"hello\"", "payload \"order?size=2\"",
                """event {"kind":"location","latitude":48.8,"longitude":2.3}""",
            ],
            plan.Steps.Select(step => $"{step.Act}"));
        var written = plan.Write();
        Assert.Equal(written, Plans.Read(written).Write());
        Assert.EndsWith("\n", written, Ordinal);
        Assert.Null(Plans.Read(Plans.Whole.Replace(
            "\"locale\":\"en-GB\",", "", Ordinal)).Locale);
    }

    [Theory]
    [InlineData("", "", "it is no JSON")]
    [InlineData("[7]", "", "it is no object")]
    [InlineData("null", "", "it is no object")]
    [InlineData("\"version\":1", "\"version\":2", "version is not 1")]
    [InlineData("\"version\":1", "\"version\":\"1\"", "version is not 1")]
    [InlineData("\"version\":1,", "", "version is not 1")]
    [InlineData("\"version\":1", "\"version\":1,\"version\":1", "it is no JSON")]
    [InlineData("\"name\":\"order\",", "", "name is no text, or empty")]
    [InlineData("\"name\":\"order\"", "\"name\":\"\"", "name is no text, or empty")]
    [InlineData("app/pizza", "pizza", "bot is not of the form namespace/bot")]
    [InlineData("app/pizza", "app/pizza/test", "bot is not of the form namespace/bot")]
    [InlineData("\"en-GB\"", "null", "locale is no text, or empty")]
    [InlineData("\"ignore\"", "\"ingore\"", "ingore is nothing a plan has")]
    [InlineData("messages[*].delay", "delay", "'delay' is no path")]
    [InlineData("[\"messages[*].delay\"]", "7", "ignore is no array of texts")]
    [InlineData("\"text\":\"hello\"", "\"text\":7", "steps[0] has not one of text")]
    [InlineData("\"text\":\"hello\",", "", "steps[0] has not one of text")]
    [InlineData("\"text\":\"hello\"", "\"text\":\"a\",\"payload\":\"b\"",
        "steps[0] has not one of text")]
    [InlineData("\"hello\"", "\"\\ud83d\"", "it has a text that is not Unicode")]
    [InlineData("\"payload\":\"order?size=2\"", "\"event\":[]", "steps[1] has not one of text")]
    [InlineData("\"messages\":[]}]", "\"messages\":{}}]", "steps[2].messages is no array")]
    [InlineData(",\"messages\":[]}]", "}]", "steps[2].messages is no array")]
    [InlineData("\"messages\":[]},", "\"messages\":[],\"mesages\":[]},",
        "steps[1].mesages is nothing a plan has")]
    [InlineData("\"web\":[]", "\"web\":{}", "steps[0].payloads is no object")]
    [InlineData("\"web\":[]", "\"Web\":[]", "steps[0].payloads is no object")]
    public void What_is_no_plan_says_where_and_why(string part, string instead, string why)
    {
        var json = part.Length == 0 ? instead
            : Plans.Whole.Contains(part, Ordinal)
                ? Plans.Whole.Replace(part, instead, Ordinal)
                : part;
        var failure = Assert.Throws<FormatException>(() => Plans.Read(json));
        Assert.Contains(why, failure.Message, Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(PlanReader.StepsMax + 1)]
    public void No_steps_and_too_many_are_refused(int count)
    {
        var steps = string.Join(',', Enumerable.Repeat("""{"text":"a","messages":[]}""", count));
        var failure = Assert.Throws<FormatException>(() => Plans.Read(
            $$"""{"version":1,"name":"a","bot":"b/c","steps":[{{steps}}]}"""));
        Assert.Contains("steps are not 1 to 1000 steps", failure.Message, Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_taken_is_named_with_the_reason()
    {
        var folder = Directory.CreateTempSubdirectory("tock-plans").FullName;
        try
        {
            var file = Path.Combine(folder, "plan.json");
            Told(file, "Could not find file");
            Told(folder, "cannot be taken");
            File.WriteAllText(file, "");
            Told(file, "it is no JSON");
            File.WriteAllBytes(file, [0x22, 0xff, 0x22]);
            Told(file, "it has a text that is not Unicode");
            using (var big = File.OpenWrite(file))
                big.SetLength(PlanFile.BytesMax + 1);
            Told(file, "it has 10000001 bytes, at most 10000000");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static void Told(string file, string why)
        {
            var refusal = Assert.Throws<Refusal>(() => PlanFile.Read(file));
            Assert.Equal(ExitCodes.Usage, refusal.ExitCode);
            Assert.StartsWith(file, refusal.Message, Ordinal);
            Assert.Contains(why, refusal.Message, Ordinal);
        }
    }

    [Fact]
    public async Task A_plan_that_could_not_be_read_again_is_not_written()
    {
        var plan = Plans.Read(Plans.Whole) with { Name = new string('n', PlanFile.BytesMax) };
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "plan.json");
        var refusal = await Assert.ThrowsAsync<Refusal>(() => PlanFile.Write(
            file, plan, TestContext.Current.CancellationToken));
        Assert.Contains("at most 10000000", refusal.Message, Ordinal);
        refusal = await Assert.ThrowsAsync<Refusal>(() => PlanFile.Write(
            file, plan with { Name = "n" }, TestContext.Current.CancellationToken));
        Assert.Contains("cannot be written", refusal.Message, Ordinal);
    }

    [Fact]
    public void A_run_is_compared_by_its_messages_and_by_payloads_that_both_have()
    {
        var plan = Plans.Read(Plans.Whole);
        var step = plan.Steps[0];
        Assert.Empty(step.Differences(
            Plans.Step(
                "hello",
                """[{"kind":"text","text":"Hello Ada","delay":"00:00:01"}]""",
                """[{"body":{"channel":"D1"}}]"""),
            plan.Comparison));
        Assert.Equal(
            ["messages[0].text", "payloads.slack[0].body.channel"],
            step.Differences(
                Plans.Step("hello", """[{"kind":"text","text":"Bye"}]""", """[{"body":{}}]"""),
                plan.Comparison).Select(found => found.Path));
        // Nothing was recorded for the channel: nothing of it is compared.
        Assert.Empty(plan.Steps[1].Differences(
            Plans.Step("order?size=2", "[]", """[{"text":"x"}]"""), plan.Comparison));
    }

    [Fact]
    public void An_update_takes_what_came_and_only_payloads_that_were_there_unless_more_are_wanted()
    {
        var plan = Plans.Read("""
            {"version":1,"name":"a","bot":"b/c","steps":[{"text":"x","messages":[]}]}
            """);
        var run = new PlanRun("slack", [Plans.Step("x", "[1]", "[2]")], null);
        Assert.Equal("[1]", plan.With(run, messages: true, more: false).Steps[0].Messages
            .GetRawText());
        Assert.Empty(plan.With(run, messages: true, more: false).Types);
        var more = plan.With(run, messages: false, more: true);
        Assert.Equal("[]", more.Steps[0].Messages.GetRawText());
        Assert.Equal("[2]", more.Steps[0].Payloads["slack"].GetRawText());
        Assert.Equal(
            "[3]",
            more.With(
                new PlanRun("slack", [Plans.Step("x", "[]", "[3]")], null), false, false)
                .Steps[0].Payloads["slack"].GetRawText());
    }

    [Fact]
    public void The_user_is_in_no_plan_for_it_is_another_one_each_time()
    {
        var user = PlanRun.NewUser();
        Assert.NotEqual(user, PlanRun.NewUser());
        var answer = PlanRun.WithoutUser(
            Plans.Json("""{"text":"Hello USER!"}""".Replace("USER", user, Ordinal)), user);
        Assert.Equal("""{"text":"Hello {*}!"}""", answer.GetRawText());
    }
}
