using System.Text.Json;
using TockOrleans.EndToEnd.Tests.Admin;

namespace TockOrleans.EndToEnd.Tests.Cli;

/// <summary>The tool against a silo, as somebody at a shell uses it.</summary>
public sealed class CliTests
{
    private const string Desk = "a-key-of-the-service-desk";
    private const StringComparison Ordinal = StringComparison.Ordinal;

    [Fact]
    public async Task Endpoints_are_listed_shown_written_tested_and_removed()
    {
        await using var talk = await Started();
        var list = await Run(talk, "endpoints");
        Assert.Equal(
            [
                "PATH TYPE SOURCE VERSION ACTIVE IDENTITY WARNING",
                "/io/app/demo/web web configuration 0 yes open anybody may be any user here",
                "/io/app/echo/loopback loopback configuration 0 yes channel -",
                "/io/app/echo/messenger messenger configuration 0 yes channel -",
                "/io/app/echo/slack slack configuration 0 yes channel -",
                "/io/app/echo/web web configuration 0 yes open anybody may be any user here",
            ],
            list.Lines);
        Assert.Contains(
            (await Run(talk, "health")).Lines,
            line => line.StartsWith("app/echo/slack slack yes no 0", Ordinal));
        Assert.Contains(
            "works", (await Run(talk, "endpoints", "test", "app/echo/slack")).Output, Ordinal);
        // Installed with a token of its own, and nowhere else.
        Assert.Equal(
            ["ACCOUNT NAME INSTALLEDAT REVOKED"],
            (await Run(talk, "endpoints", "accounts", "app/echo/slack")).Lines);

        var file = Path.Combine(talk.Silo.Folder, "shop.json");
        await File.WriteAllTextAsync(
            file, """{"type":"web"}""", TestContext.Current.CancellationToken);
        var unsaid = await Run(talk, "endpoints", "put", "app/echo/shop", file);
        Assert.Equal(1, unsaid.ExitCode);
        Assert.Contains("settings:identity is required", unsaid.Errors, Ordinal);
        await File.WriteAllTextAsync(
            file,
            """{"type":"web","settings":{"identity":"open"}}""",
            TestContext.Current.CancellationToken);
        Assert.Equal(0, (await Run(talk, "endpoints", "put", "app/echo/shop", file)).ExitCode);
        var shown = await Run(talk, "endpoints", "show", "app/echo/shop", "--json");
        Assert.Equal(
            "shop", JsonElement.Parse(shown.Output).GetProperty("id").GetString());
        await File.WriteAllTextAsync(
            file, """{"no":"secret"}""", TestContext.Current.CancellationToken);
        var secrets = await Run(talk, "endpoints", "secrets", "app/echo/shop", file);
        Assert.Equal(1, secrets.ExitCode);
        Assert.Contains("secrets:no is no secret", secrets.Errors, Ordinal);
        Assert.Equal(0, (await Run(talk, "endpoints", "delete", "app/echo/shop")).ExitCode);
        Assert.Equal(1, (await Run(talk, "endpoints", "show", "app/echo/shop")).ExitCode);
    }

    [Fact]
    public async Task A_conversation_is_found_read_paused_exported_and_erased()
    {
        await using var talk = await Started();
        await talk.SayOnWeb("ada/x y", "good morning", "1");
        const string session = "app/echo/web/ada%2Fx%20y";
        var sessions = await Run(talk, "sessions", "--user", "ada/x y");
        Assert.Contains(session, sessions.Output, Ordinal);
        var log = await Run(talk, "log", "--endpoint", "app/echo/web", "--user", "ada/x y");
        Assert.Equal(3, log.Lines.Length);
        Assert.Contains("event Done", log.Lines[1], Ordinal);
        Assert.Contains("turn 1 good morning", log.Lines[2], Ordinal);
        Assert.Contains(
            "good morning", (await Run(talk, "sessions", "show", session)).Output, Ordinal);

        Assert.Equal(0, (await Run(talk, "pause", session, "--minutes", "5")).ExitCode);
        Assert.DoesNotContain("turn", await talk.SayOnWeb("ada/x y", "two", "2"), Ordinal);
        Assert.Equal(0, (await Run(talk, "resume", session)).ExitCode);
        Assert.Contains("three", await talk.SayOnWeb("ada/x y", "three", "3"), Ordinal);

        var file = Path.Combine(talk.Silo.Folder, "ada.jsonl");
        var export = await Run(talk, "export", "ada/x y", "--output", file);
        Assert.Equal(0, export.ExitCode);
        Assert.Contains("1 sessions", export.Errors, Ordinal);
        Assert.Contains(
            "\"kind\":\"end\"",
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
            Ordinal);
        Assert.False(File.Exists(file + ".part"));

        const string person = "app/echo/web/ada/x y";
        Assert.Equal(2, (await Run(talk, "erase", person)).ExitCode);
        var erased = await Run(talk, "erase", person, "--yes", "--json");
        Assert.Equal(0, erased.ExitCode);
        Assert.Equal(1, JsonElement.Parse(erased.Output).GetProperty("sessions").GetInt32());
        Assert.Single((await Run(talk, "sessions", "--user", "ada/x y")).Lines);
        Assert.Contains(
            "erased 1 sessions, files scrubbed", (await Run(talk, "audit")).Output, Ordinal);
    }

    [Fact]
    public async Task Dead_letters_are_listed_and_replayed_and_orders_are_read_first()
    {
        await using var talk = await Started();
        var letters = (string[])["dead-letters", "list", "app/echo/slack"];
        Assert.Single((await Run(talk, letters)).Lines);
        Assert.Equal(
            "0 replayed",
            Assert.Single((await Run(
                talk, "dead-letters", "replay", "app/echo/slack", "--all")).Lines));
        Assert.Equal(
            2, (await Run(talk, "dead-letters", "replay", "app/echo/slack")).ExitCode);
    }

    [Theory]
    [InlineData(2, "nonsense")]
    [InlineData(2, "pause")]
    [InlineData(2, "pause", "app/echo/web/u")]
    [InlineData(2, "endpoints", "show", "no-endpoint")]
    [InlineData(2, "endpoints", "put", "app/echo/web", "/no/such/file")]
    [InlineData(2, "sessions", "--limit", "many")]
    [InlineData(2, "erase", "app/echo", "--yes")]
    [InlineData(2, "health", "--url", "ftp://here")]
    [InlineData(2, "health", "--key-file", "/no/such/file")]
    [InlineData(3, "health")]
    [InlineData(3, "audit", "--json")]
    [InlineData(0, "--help")]
    [InlineData(0, "erase", "--help")]
    public async Task What_cannot_be_done_is_told_by_the_exit_code(
        int code, params string[] arguments)
    {
        var nobody = new Uri($"http://127.0.0.1:{SiloProcess.FreePort()}/");
        var tool = await Tool.Run("a-key-of-some-length", nobody, arguments);
        Assert.True(code == tool.ExitCode, $"{tool}");
        Assert.Equal(code == 0, tool.Errors.Length == 0);
        Assert.DoesNotContain("   at ", tool.Errors, Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_missing_wrong_or_of_another_role_is_told()
    {
        await using var talk = await Started();
        Assert.Equal(2, (await Tool.Run(null, talk.Silo.BaseAddress, "health")).ExitCode);
        var wrong = await Tool.Run("no-key-of-anybody", talk.Silo.BaseAddress, "health");
        Assert.Equal(1, wrong.ExitCode);
        Assert.StartsWith("401", wrong.Errors, Ordinal);
        var desk = await Tool.Run(
            Desk, talk.Silo.BaseAddress, "log", "--endpoint", "app/echo/web");
        Assert.Equal(1, desk.ExitCode);
        Assert.Contains("does not have the role privacy", desk.Errors, Ordinal);

        var file = Path.Combine(talk.Silo.Folder, "key");
        await File.WriteAllTextAsync(file, Desk + "\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await Tool.Run(
            null, talk.Silo.BaseAddress, "health", "--key-file", file)).ExitCode);
    }

    private static Task<FourChannels> Started() => FourChannels.Start(
        "--Tock:Admin:Keys:0:Name=desk",
        $"--Tock:Admin:Keys:0:Key={Desk}",
        "--Tock:Admin:Keys:0:Roles:0=operator");

    private static Task<Tool> Run(FourChannels talk, params string[] arguments) =>
        Tool.Run(FourChannels.Key, talk.Silo.BaseAddress, arguments);
}
