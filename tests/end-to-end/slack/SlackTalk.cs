using TockOrleans.Simulators.Slack;

namespace TockOrleans.EndToEnd.Tests.Slack;

/// <summary>The echo bot on Slack: a silo of its own and a workspace of its own.</summary>
public sealed class SlackTalk : IAsyncDisposable
{
    private SlackTalk(SlackSimulator slack, SiloProcess silo) => (Slack, Silo) = (slack, silo);

    public SlackSimulator Slack { get; }

    public SiloProcess Silo { get; }

    /// <summary>Starts both, with further settings for the silo.</summary>
    public static async Task<SlackTalk> Start(params string[] settings)
    {
        var slack = new SlackSimulator(new SlackOptions
        {
            TimeScale = 0.1,
            // Bursts wait for one of the connections; that is no fault of the bot.
            AckTimeout = TimeSpan.FromSeconds(30),
            Echoes = false,
            BodyBytesMax = 0,
            WebhookConnectionsMax = 256,
        });
        await slack.Start(TestContext.Current.CancellationToken);
        var silo = new SiloProcess(
        [
            "--Tock:Endpoints:0:namespace=app",
            "--Tock:Endpoints:0:bot=echo",
            "--Tock:Endpoints:0:id=slack",
            "--Tock:Endpoints:0:type=slack",
            "--Tock:Endpoints:0:settings:messagesPerMinute=0",
            .. slack.Settings.Where(setting =>
                    setting.Key is "signingSecret" or "botToken" or "apiBaseUrl")
                .Select(setting =>
                    $"--Tock:Endpoints:0:settings:{setting.Key}={setting.Value}"),
            .. settings,
        ]);
        await silo.Start();
        slack.Webhook.Url = new Uri(silo.BaseAddress, "/io/app/echo/slack");
        return new SlackTalk(slack, silo);
    }

    /// <summary>What the bot wrote to a user directly, in order.</summary>
    public IReadOnlyList<string> Heard(string user) =>
        Slack.Messages.Texts(Slack.DirectChannel(user));

    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        await Slack.DisposeAsync();
    }
}
