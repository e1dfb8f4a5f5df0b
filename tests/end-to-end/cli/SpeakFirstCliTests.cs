using System.Text.Json;
using TockOrleans.Simulators.Loopback;

namespace TockOrleans.EndToEnd.Tests.Cli;

/// <summary>The bot speaks first, told so by somebody at a shell.</summary>
public sealed class SpeakFirstCliTests(CliSilo silo) : IClassFixture<CliSilo>
{
    private const StringComparison Ordinal = StringComparison.Ordinal;
    private const string Loopback = "app/echo/loopback";

    private static readonly string[] Told =
        [.. Enumerable.Range(0, 30).Select(number => $"traveller-{number}")];

    [Fact]
    public async Task Something_is_said_once_and_who_could_not_be_told_is_named()
    {
        await silo.Talk.SayOnLoopback("anna", "hello", "e1");
        string[] say = ["say", Loopback, "good news", "--user", "anna", "--id", "order-1"];
        var said = await silo.Run(say);
        Assert.Equal(0, said.ExitCode);
        Assert.Equal(["USER STATUS", "anna queued"], said.Lines);
        Assert.Equal(
            """{"id":"order-1","users":[{"user":"anna","status":"queued"}]}""",
            Assert.Single((await silo.Run([.. say, "--json"])).Lines));
        await Poll.UntilAsync(() => silo.Talk.Loopback.Messages.Texts("anna").Count == 2);
        Assert.Equal(
            ["turn 1 hello", "good news"], silo.Talk.Loopback.Messages.Texts("anna"));

        var some = await silo.Run(
            "say", Loopback, "--user", "anna", "--user", "bert", "--story", "there-is-none");
        Assert.Equal(1, some.ExitCode);
        Assert.Equal(["USER STATUS", "anna failed", "bert failed"], some.Lines);
        Assert.Equal("it was not said to all of them", some.Errors.Trim());
        Assert.Equal(2, (await silo.Run("say", Loopback, "to nobody")).ExitCode);
        var nothing = await silo.Run("say", Loopback, "--user", "anna");
        Assert.Equal(1, nothing.ExitCode);
        Assert.StartsWith("400", nothing.Errors, Ordinal);
    }

    [Fact]
    public async Task A_broadcast_is_made_filled_started_stopped_followed_listed_and_forgotten()
    {
        const string id = "app/echo/strike";
        var plan = await silo.File("plan.json", """
            {"namespace":"app","bot":"echo","id":"strike","endpoints":["loopback"],"rate":1,
                "title":"Strike","messages":[{"kind":"text","text":"no trains"}]}
            """);
        Assert.Contains("stage draft", (await Done("create", plan)).Lines);
        Assert.Contains("app echo strike draft", (await Done()).Lines[1], Ordinal);
        Assert.Contains("stage draft", (await Done("create", plan)).Lines);
        var other = await silo.File("other.json", (await System.IO.File.ReadAllTextAsync(
            plan, TestContext.Current.CancellationToken)).Replace("no", "few", Ordinal));
        Assert.StartsWith("409", (await Refused("create", other)).Errors, Ordinal);
        Assert.StartsWith("409", (await Refused("start", id)).Errors, Ordinal);
        var users = await silo.File("users.csv", string.Join('\n', Told.Append(Told[0])) + "\n");
        Assert.Equal(
            ["recipients 30", "duplicates 1"], (await Done("audience", id, users)).Lines);
        var bad = await silo.File("bad.jsonl", "\"fine\"\n{\"nobody\":1}\n");
        Assert.Contains("line 2", (await Refused("audience", id, bad)).Errors, Ordinal);

        Assert.Contains("stage running", (await Done("start", id)).Lines);
        Assert.Contains("stage paused", (await Done("pause", id)).Lines);
        Assert.StartsWith("409", (await Refused("delete", id)).Errors, Ordinal);
        var following = silo.Run("broadcast", "follow", id, "--json");
        Assert.Contains("stage running", (await Done("resume", id)).Lines);
        // One a second: whoever follows has seen it at work.
        await Poll.UntilAsync(() =>
            Told.Count(user => silo.Talk.Loopback.Messages.Texts(user).Count == 1) > 5);
        Assert.Contains("rate 10000", (await Done("rate", id, "10000")).Lines);
        await Poll.UntilAsync(() =>
            Told.All(user => silo.Talk.Loopback.Messages.Texts(user).Count == 1));
        var followed = await following;
        Assert.Equal(0, followed.ExitCode);
        Assert.Contains("\"settled\":false", followed.Errors, Ordinal);
        Assert.True(JsonElement.Parse(followed.Output).GetProperty("settled").GetBoolean());
        Assert.Contains("stage completed", (await Done("show", id)).Lines);
        Assert.Equal(31, (await Done("recipients", id, "--outcome", "sent")).Lines.Length);
        Assert.Single((await Done("recipients", id, "--outcome", "dead")).Lines);
        Assert.Single((await Done("recipients", id, "--limit", "1", "--json")).Lines);
        Assert.StartsWith("409", (await Refused("cancel", id)).Errors, Ordinal);

        Assert.Empty((await Done("delete", id)).Lines);
        Assert.StartsWith("404", (await Refused("show", id)).Errors, Ordinal);
        await Done("create", plan);
        await Done("audience", id, users);
        await Done("start", id);
        Assert.Contains("stage cancelled", (await Done("cancel", id)).Lines);
        Assert.Contains("startBroadcast", (await silo.Run("audit")).Output, Ordinal);
    }

    private async Task<Tool> Done(params string[] arguments)
    {
        var tool = await silo.Run(["broadcast", .. arguments]);
        Assert.True(tool.ExitCode == 0, $"{tool}");
        return tool;
    }

    private async Task<Tool> Refused(params string[] arguments)
    {
        var tool = await silo.Run(["broadcast", .. arguments]);
        Assert.True(tool.ExitCode == 1, $"{tool}");
        return tool;
    }
}
