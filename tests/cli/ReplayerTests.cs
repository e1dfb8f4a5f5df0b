using System.Text;
using TockOrleans.Cli.Talk;

namespace TockOrleans.Cli.Tests;

public sealed class ReplayerTests
{
    private const string Plan = """
        {"version":1,"name":"order","bot":"app/pizza","steps":[{"text":"hello",
         "messages":[{"kind":"text","text":"Z"}],"payloads":{"slack":[{"text":"Z"}]}}]}
        """;

    [Fact]
    public async Task An_update_takes_what_the_first_channel_is_told_and_others_still_differ()
    {
        var (replayed, written) = await Replay(update: true);
        Assert.Equal((2, 1), (replayed.Runs, replayed.NotAsPlanned));
        Assert.Equal("2 runs, 2 steps: 1 as planned, 1 not", replayed.Summary);
        var step = Assert.Single(written.Steps);
        Assert.Equal("""[{"kind":"text","text":"slack"}]""", JsonText.Line(step.Messages));
        Assert.Equal(
            """[{"text":"slack"}]""", JsonText.Line(Assert.Single(step.Payloads).Value));
    }

    [Fact]
    public async Task Without_an_update_the_file_stays_as_it_was()
    {
        var (replayed, written) = await Replay(update: false);
        Assert.Equal((2, 2), (replayed.Runs, replayed.NotAsPlanned));
        Assert.Equal(Plans.Read(Plan).Write(), written.Write());
    }

    private static async Task<(Replayer Replayed, TestPlan Written)> Replay(bool update)
    {
        await using var server = new StandIn((200, Answer("slack")), (200, Answer("web")));
        using var api = new AdminApi(server.Address, "a-key-of-some-length");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(
                file, Encoding.UTF8.GetBytes(Plan), TestContext.Current.CancellationToken);
            var replayer = new Replayer(
                new Screen(json: true), order => new Talker(api, "app/pizza/test", order), update);
            await replayer.Play(
                file, PlanFile.Read(file), ["slack", "web"],
                TestContext.Current.CancellationToken);
            return (replayer, PlanFile.Read(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    // A story that answers each channel otherwise.
    private static string Answer(string type) => """
        {"status":"answered","as":"TYPE","replies":[
         {"message":{"kind":"text","text":"TYPE"},"payloads":[{"text":"TYPE"}]}]}
        """.Replace("TYPE", type, StringComparison.Ordinal);
}
