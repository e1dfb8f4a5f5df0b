using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TockOrleans.Simulators.Messenger;

namespace TockOrleans.EndToEnd.Tests.Admin;

/// <summary>A person who asks for it is gone: sessions, log, and the bytes on the disk.</summary>
public sealed class ErasureTests
{
    private const int Others = 40;
    private const int Turns = 4;

    // What may be left of nobody: ids on four channels, a name, and what was said.
    private static readonly string[] Traces =
        ["webperson7", "UPERSON7", "looperson7", "pageperson7", "mynameseven", "mysecretseven"];

    [Fact]
    public async Task A_person_on_four_channels_is_erased_to_the_last_byte_and_stays_gone()
    {
        await using var talk = await FourChannels.Start();
        talk.Page.AddUser(new MessengerUser("pageperson7", "mynameseven"));
        var (ts, slackUser) = await Talk(talk);
        const string pageUser = "1906385232743451:pageperson7";
        await Poll.UntilAsync(async () => (await talk.Ask("GET", "endpoints/health"))
            .Json.GetProperty("backlog").GetInt32() == 0);
        Assert.All(Traces, trace => Assert.NotEqual(0, Count(talk.Silo.Folder, trace)));
        Assert.NotEqual(0, Count(talk.Silo.Folder, "othersecret"));

        var order = $$"""
            {"users":[
                {"endpoint":"app/echo/web","user":"webperson7"},
                {"endpoint":"app/echo/slack","user":"{{slackUser}}"},
                {"endpoint":"app/echo/messenger","user":"{{pageUser}}"},
                {"endpoint":"app/echo/loopback","user":"looperson7"}]}
            """;
        var (status, erased) = await talk.Ask("POST", "persons/erase", order);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            "True 4 4 0 True",
            string.Join(' ', ((string[])["done", "persons", "sessions", "failed", "scrubbed"])
                .Select(name => $"{erased.GetProperty(name)}")));
        Assert.All(Traces, trace => Assert.Equal(0, Count(talk.Silo.Folder, trace)));
        Assert.NotEqual(0, Count(talk.Silo.Folder, "othersecret"));

        await Redeliver(talk, ts);
        foreach (var user in (string[])["webperson7", slackUser, pageUser, "looperson7"])
            Assert.Equal(0, (await talk.Ask("GET", $"sessions?user={user}"))
                .Json.GetProperty("sessions").GetArrayLength());
        Assert.All(Traces, trace => Assert.Equal(0, Count(talk.Silo.Folder, trace)));

        // Again: nothing is left to erase. And it is known who did it, but not to whom.
        var again = (await talk.Ask("POST", "persons/erase", order)).Json;
        Assert.Equal(0, again.GetProperty("sessions").GetInt32());
        var audit = (await talk.AskText("GET", "audit")).Text;
        Assert.Contains("erased 4 sessions, files scrubbed", audit, StringComparison.Ordinal);
        Assert.Contains("\"who\":\"admin\"", audit, StringComparison.Ordinal);
        Assert.Contains("app/echo/slack/~", audit, StringComparison.Ordinal);
        Assert.All(Traces, trace => Assert.DoesNotContain(trace, audit, StringComparison.Ordinal));
        Assert.All(Traces, trace =>
            Assert.DoesNotContain(trace, talk.Silo.Output, StringComparison.Ordinal));
        talk.Silo.Kill();
        Assert.All(Traces, trace => Assert.Equal(0, Count(talk.Silo.Folder, trace)));
    }

    // Among many others, so that rows move between pages and leave copies behind.
    private static async Task<(string Ts, string SlackUser)> Talk(FourChannels talk)
    {
        var ts = "";
        for (var turn = 0; turn < Turns; turn++)
        {
            var long1 = string.Concat(Enumerable.Repeat("mysecretseven ", 1 + turn * 20));
            for (var other = 0; other < Others; other++)
                await talk.SayOnWeb(
                    $"other{other}",
                    string.Concat(Enumerable.Repeat("othersecret ", 1 + (other + turn) % 30)),
                    $"o{turn}");
            await talk.SayOnWeb("webperson7", long1, $"e{turn}");
            await talk.SayOnLoopback("looperson7", long1, $"e{turn}");
            var sent = talk.Slack.Say("UPERSON7", turn == 0 ? "mysecretseven" : long1);
            Assert.True((await sent.Delivery.Done).IsAcknowledged);
            ts = turn == 0 ? sent.Ts : ts;
            var written = talk.Page.Batch([OnPage(talk, $"m_page-event-{turn}", long1)]);
            Assert.True((await written.Done).IsAcknowledged);
        }
        await Poll.UntilAsync(() => talk.Page.Messages.Texts("pageperson7").Count == Turns);
        // What the page said comes back to the bot, with what was said in it.
        await talk.Page.Webhook.Idle(TestContext.Current.CancellationToken);
        await Poll.UntilAsync(() => talk.Loopback.Messages.Texts("looperson7").Count == Turns);
        await Poll.UntilAsync(() =>
            talk.Slack.Messages.Texts(talk.Slack.DirectChannel("UPERSON7")).Count == Turns);
        var sessions = (await talk.Ask("GET", "sessions?endpoint=app/echo/slack")).Json;
        var session = Assert.Single(sessions.GetProperty("sessions").EnumerateArray());
        return (ts, Uri.UnescapeDataString(
            session.GetProperty("session").GetString()!.Split('/')[3]));
    }

    private static async Task Redeliver(FourChannels talk, string ts)
    {
        var answer = await talk.SayOnWeb("webperson7", "mysecretseven", "e0");
        Assert.DoesNotContain("turn 1", answer, StringComparison.Ordinal);
        await talk.SayOnLoopback("looperson7", "mysecretseven", "e0");
        await talk.SayOnSlackAgain("UPERSON7", "mysecretseven", ts);
        // The message as it came, and the echo of an answer to it.
        var said = OnPage(talk, "m_page-event-0", "mysecretseven");
        var echo = said.DeepClone().AsObject();
        (echo["sender"], echo["recipient"]) =
            (said["recipient"]!.DeepClone(), said["sender"]!.DeepClone());
        echo["message"] = new JsonObject
        {
            ["mid"] = talk.Page.Messages.Of("pageperson7")[0].Id,
            ["is_echo"] = true,
            ["app_id"] = 1234567890,
            ["metadata"] = "mysecretseven",
            ["text"] = "turn 1 mysecretseven",
        };
        foreach (var again in (JsonObject[])[said, echo])
            Assert.True((await talk.Page.Batch([again]).Done).IsAcknowledged);
        Assert.Equal(Turns, talk.Page.Messages.Texts("pageperson7").Count);
    }

    private static JsonObject OnPage(FourChannels talk, string mid, string text)
    {
        var said = talk.Page.Said("pageperson7", text);
        said["message"]!["mid"] = mid;
        return said;
    }

    private static int Count(string folder, string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        var count = 0;
        foreach (var file in Directory.GetFiles(folder).Where(name =>
            !name.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            for (var rest = bytes.AsSpan(); rest.IndexOf(wanted) is >= 0 and var at; count++)
                rest = rest[(at + wanted.Length)..];
        }
        return count;
    }
}
