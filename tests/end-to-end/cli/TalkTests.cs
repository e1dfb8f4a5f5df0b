using System.Diagnostics;
using System.Text.Json;

namespace TockOrleans.EndToEnd.Tests.Cli;

/// <summary>Talking with a bot from a shell.</summary>
public sealed class TalkTests(PlanSilo silo) : IClassFixture<PlanSilo>
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    [Fact]
    public async Task What_the_bot_says_is_shown_and_its_choices_can_be_pressed()
    {
        var talk = await silo.RunOn(
            "hello\n\n!2\nLyon\n", "talk", PlanSilo.Demo, "--user", "ada", "--locale", "en");
        Assert.True(talk.ExitCode == 0, $"{talk}");
        Assert.Equal(
            [
                "> hello",
                "Hello! I am the railway assistant. I know journeys, departures and stations.",
                "!1 Plan a journey", "!2 Departures", "!3 Help",
            ],
            talk.Lines.Take(5));
        Assert.Contains("> !2\nWhich station?\n", talk.Output, Ordinal);
        Assert.Contains("> Lyon\nThe next departures from Lyon:\n", talk.Output, Ordinal);
        // Another user has another conversation, in another language.
        var french = await silo.Run(
            "talk", PlanSilo.Demo, "--user", "bob", "--locale", "fr", "bonjour");
        Assert.StartsWith("Bonjour", french.Lines[1], Ordinal);
    }

    [Fact]
    public async Task At_a_terminal_there_is_a_prompt_and_a_mistake_ends_nothing()
    {
        // A terminal of its own for the tool: what is typed is shown by the terminal.
        var start = new ProcessStartInfo(
            "script", ["-qec", $"tock talk {PlanSilo.Echo} --user typist", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in silo.Variables)
            start.Environment[name] = value;
        using var terminal = Process.Start(start)!;
        await terminal.StandardInput.WriteAsync("one\n!7\ntwo\n");
        terminal.StandardInput.Close();
        var output = await terminal.StandardOutput.ReadToEndAsync(
            TestContext.Current.CancellationToken);
        await terminal.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, terminal.ExitCode);
        var shown = output.ReplaceLineEndings("\n");
        Assert.Contains("turn 1 one\n", shown, Ordinal);
        Assert.Contains("there is no choice 7 in the last answer\n", shown, Ordinal);
        Assert.Contains("turn 2 two\n", shown, Ordinal);
        Assert.Contains("> ", shown, Ordinal);
        Assert.EndsWith("\n", shown, Ordinal);
    }

    [Fact]
    public async Task The_same_user_goes_on_where_they_were()
    {
        for (var turn = 1; turn < 3; turn++)
            Assert.Equal(
                ["> @all hi", $"turn {turn} @all hi"],
                (await silo.Run("talk", PlanSilo.Echo, "@all hi", "--user", "stays")).Lines);
    }

    [Fact]
    public async Task The_channels_payloads_are_shown_of_a_type_and_of_an_endpoint()
    {
        var slack = await silo.Run(
            "talk", PlanSilo.Echo, "a < b", "--as", "slack", "--payloads", "--user", "s");
        Assert.Contains("    {\"method\":\"chat.postMessage\",", slack.Output, Ordinal);
        var lent = await silo.Run(
            "talk", PlanSilo.Echo, "a < b", "--endpoint", "plans", "--payloads", "--user", "e");
        Assert.Equal(0, lent.ExitCode);
        Assert.True(lent.Lines.Length > 2, $"{lent}");
        Assert.Equal(2, (await silo.Run("talk", PlanSilo.Echo, "hi", "--payloads")).ExitCode);
        var both = await silo.Run(
            "talk", PlanSilo.Echo, "hi", "--as", "web", "--endpoint", "plans");
        Assert.Equal(1, both.ExitCode);
        Assert.Contains("either as or endpoint", both.Errors, Ordinal);
    }

    [Fact]
    public async Task Answers_are_JSON_where_that_is_asked_for_a_line_each()
    {
        var talk = await silo.RunOn(
            "one\ntwo\n", "talk", PlanSilo.Echo, "--user", "json", "--as", "web", "--json");
        var answers = talk.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonElement.Parse(line)).ToArray();
        Assert.Equal(
            ["turn 1 one", "turn 2 two"],
            answers.Select(answer => answer.GetProperty("replies")[0].GetProperty("message")
                .GetProperty("text").GetString()));
        Assert.All(answers, answer => Assert.Equal(
            "tock-test:json", answer.GetProperty("user").GetString()));
    }

    [Theory]
    [InlineData(2, "there is no choice 1", "!1")]
    [InlineData(2, "the event is no JSON", "!{")]
    [InlineData(1, "400 Bad Request: 'event' is no event", """!{"kind":"proactive"}""")]
    public async Task What_cannot_be_said_ends_it_with_the_reason(
        int code, string why, string said)
    {
        var talk = await silo.Run("talk", PlanSilo.Echo, said, "never said", "--user", "wrong");
        Assert.Equal(code, talk.ExitCode);
        Assert.StartsWith(why, talk.Errors, Ordinal);
        Assert.DoesNotContain("never said", talk.Output, Ordinal);
    }
}
