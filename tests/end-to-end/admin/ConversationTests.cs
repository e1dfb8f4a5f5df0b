using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TockOrleans.EndToEnd.Tests.Admin;

/// <summary>What an operator does all day: looks, pauses, hands over, writes down.</summary>
public sealed class ConversationTests
{
    private const string Watcher = "a-key-of-those-who-look-on";
    private const string Desk = "a-key-of-the-service-desk";
    private const StringComparison Ordinal = StringComparison.Ordinal;

    [Fact]
    public async Task Conversations_are_found_read_exported_and_written_down()
    {
        await using var talk = await Started();
        await talk.SayOnWeb("ada", "good morning", "1");
        await talk.SayOnWeb("ada", "good night", "2");
        await talk.SayOnWeb("adam", "hello", "1");
        await talk.SayOnLoopback("ada", "from elsewhere", "1");

        Assert.Equal(
            ["app/echo/loopback/ada 2", "app/echo/web/ada 4"],
            await Sessions(talk, "sessions?user=ada"));
        Assert.Equal(
            ["app/echo/web/ada 4", "app/echo/web/adam 2"],
            await Sessions(talk, "sessions?endpoint=app/echo/web&prefix=ad&limit=1"));

        var day = DateTimeOffset.UtcNow.ToString(
            "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var log = (await talk.Ask("GET", $"log?endpoint=app/echo/web&user=ada&day={day}")).Json;
        Assert.Equal(
            ["event Done good morning", "reply Answered turn 1 good morning",
                "event Done good night", "reply Answered turn 2 good night"],
            log.GetProperty("entries").EnumerateArray().Select(Shown));
        Assert.Empty((await talk.Ask("GET", "log?endpoint=app/echo/web&day=2020-01-01"))
            .Json.GetProperty("entries").EnumerateArray());

        var export = (await talk.AskText("GET", "persons/export?user=ada")).Text
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToList();
        Assert.Equal(
            "session entry entry session entry entry entry entry end",
            string.Join(' ', export.Select(line => line.GetProperty("kind").GetString())));
        Assert.Equal(
            (2, 6),
            (export[^1].GetProperty("sessions").GetInt32(),
                export[^1].GetProperty("entries").GetInt32()));

        var audit = await Audit(talk);
        Assert.Equal(["exportPerson", "listLog", "listLog"], audit.Select(entry => entry.What));
        Assert.All(audit, entry => Assert.DoesNotContain("/ada", entry.Target, Ordinal));
    }

    [Fact]
    public async Task A_session_is_paused_and_resumed_by_those_who_may()
    {
        await using var talk = await Started();
        await talk.SayOnWeb("ada", "one", "1");
        var found = (await talk.Ask("GET", "sessions?user=ada", key: Watcher)).Json
            .GetProperty("sessions")[0];
        var path = $"sessions/{found.GetProperty("id").GetString()}";
        var seen = (await talk.Ask("GET", path, key: Watcher)).Json;
        Assert.False(seen.TryGetProperty("state", out _));
        Assert.False(seen.TryGetProperty("entries", out _));
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await talk.Ask("POST", path + "/pause", """{"minutes":5}""", Watcher)).Status);

        var paused = await talk.Ask("POST", path + "/pause", """{"minutes":5}""", Desk);
        Assert.Equal(HttpStatusCode.OK, paused.Status);
        var until = paused.Json.GetProperty("pausedUntil").GetDateTimeOffset();
        Assert.InRange(until - DateTimeOffset.UtcNow, TimeSpan.Zero, TimeSpan.FromMinutes(6));
        Assert.DoesNotContain("turn", await talk.SayOnWeb("ada", "two", "2"), Ordinal);
        talk.Silo.Kill();
        await talk.Silo.Start();
        Assert.DoesNotContain("turn", await talk.SayOnWeb("ada", "three", "3"), Ordinal);

        Assert.Equal(
            HttpStatusCode.OK, (await talk.Ask("POST", path + "/resume", key: Desk)).Status);
        Assert.Contains("four", await talk.SayOnWeb("ada", "four", "4"), Ordinal);
        var whole = (await talk.Ask("GET", path)).Json;
        Assert.True(whole.TryGetProperty("state", out _));
        Assert.Contains(
            "event Done one", whole.GetProperty("entries").EnumerateArray().Select(Shown));
        Assert.Equal(
            ["resumeSession desk", "pauseSession desk"],
            (await Audit(talk)).Select(entry => $"{entry.What} {entry.Who}"));
    }

    [Fact]
    public async Task Credentials_are_tested_and_changed_one_by_one()
    {
        await using var talk = await Started();
        var declared = await talk.Ask("POST", "endpoints/app/echo/slack/test");
        Assert.Equal("works", declared.Json.GetProperty("outcome").GetString());
        Assert.Equal(
            HttpStatusCode.NotImplemented,
            (await talk.Ask("POST", "endpoints/app/echo/web/test")).Status);

        const string second = "endpoints/app/echo/second";
        var settings = talk.Slack.Settings;
        await talk.Ask("PUT", second, $$$"""
            {"type":"slack","settings":{"signingSecret":"{{{settings["signingSecret"]}}}",
             "botToken":"xoxb-wrong","apiBaseUrl":"{{{settings["apiBaseUrl"]}}}"}}
            """);
        var wrong = (await talk.Ask("POST", second + "/test")).Json;
        Assert.Equal("fails", wrong.GetProperty("outcome").GetString());
        var problems = await talk.Ask(
            "POST", second + "/secrets", """{"secrets":{"apiBaseUrl":"x","botToken":7}}""");
        Assert.Equal(HttpStatusCode.BadRequest, problems.Status);
        Assert.Equal(2, problems.Json.GetProperty("problems").GetArrayLength());

        var changed = await talk.AskText(
            "POST",
            second + "/secrets",
            $$$"""{"secrets":{"botToken":"{{{settings["botToken"]}}}"}}""");
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.DoesNotContain(settings["botToken"], changed.Text, Ordinal);
        Assert.Equal(
            "works",
            (await talk.Ask("POST", second + "/test")).Json.GetProperty("outcome").GetString());
        Assert.Equal(
            settings["apiBaseUrl"],
            (await talk.Ask("GET", second)).Json.GetProperty("settings")
                .GetProperty("apiBaseUrl").GetString());
        Assert.Contains(
            await Audit(talk),
            entry => entry is { What: "changeSecrets", Outcome: "changed botToken" });
    }

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_when_to_come_back()
    {
        await using var talk = await Started(
            "--Tock:Admin:RequestsPerSecond=1", "--Tock:Admin:Burst=5");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            talk.Ask("GET", "endpoints", key: Watcher)));
        Assert.InRange(
            answers.Count(one => one.Status == HttpStatusCode.TooManyRequests), 10, 15);
        // Another key is not held back by it.
        Assert.Equal(HttpStatusCode.OK, (await talk.Ask("GET", "endpoints", key: Desk)).Status);
    }

    [Fact]
    public async Task Keys_that_are_not_right_end_the_start_with_all_their_paths()
    {
        await using var silo = new SiloProcess(
            "--Tock:Admin:Keys:0:Name=a b",
            "--Tock:Admin:Keys:0:Key=short-key",
            "--Tock:Admin:Keys:1:Name=bob",
            "--Tock:Admin:Keys:1:Roles:0=emperor");
        await silo.StartToFail();
        foreach (var path in (string[])
        [
            "Keys:0:Name", "Keys:0:Key must", "Keys:0:Roles", "Keys:1 must", "Keys:1:Roles:0",
        ])
            Assert.Contains($"Tock:Admin:{path}", silo.Output, Ordinal);
        Assert.DoesNotContain("short-key", silo.Output, Ordinal);
    }

    // The desk's key stands in the configuration as a digest only.
    private static Task<FourChannels> Started(params string[] settings) => FourChannels.Start(
    [
        "--Tock:Admin:Keys:0:Name=watcher",
        $"--Tock:Admin:Keys:0:Key={Watcher}",
        "--Tock:Admin:Keys:0:Roles:0=viewer",
        "--Tock:Admin:Keys:1:Name=desk",
        "--Tock:Admin:Keys:1:Sha256="
            + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Desk))),
        "--Tock:Admin:Keys:1:Roles:0=operator",
        .. settings,
    ]);

    private static async Task<List<string>> Sessions(FourChannels talk, string path)
    {
        var found = new List<string>();
        string? after = null;
        do
        {
            var page = (await talk.Ask("GET", path + after)).Json;
            found.AddRange(page.GetProperty("sessions").EnumerateArray().Select(one =>
                $"{one.GetProperty("session")} {one.GetProperty("entries")}"));
            after = page.TryGetProperty("next", out var next) ? $"&after={next}" : null;
        }
        while (after is not null);
        return found;
    }

    private static async Task<List<(string What, string Who, string Target, string Outcome)>> Audit(
        FourChannels talk) =>
    [
        .. (await talk.Ask("GET", "audit")).Json.GetProperty("entries").EnumerateArray()
            .Select(entry => (
                entry.GetProperty("what").GetString()!,
                entry.GetProperty("who").GetString()!,
                entry.GetProperty("target").GetString()!,
                entry.GetProperty("outcome").GetString()!)),
    ];

    private static string Shown(JsonElement entry)
    {
        var body = entry.GetProperty("body");
        var said = body.TryGetProperty("event", out var inner) ? inner : body;
        return $"{entry.GetProperty("kind")} {entry.GetProperty("status")} "
            + said.GetProperty("text");
    }

    private static JsonElement Parse(string line) => JsonElement.Parse(line);
}
