using TockOrleans.Simulators.Messenger;

namespace TockOrleans.EndToEnd.Tests.Messenger;

/// <summary>The echo bot on Messenger: a silo of its own and a page of its own.</summary>
public sealed class MessengerTalk : IAsyncDisposable
{
    private MessengerTalk(MessengerSimulator page, SiloProcess silo) => (Page, Silo) = (page, silo);

    public MessengerSimulator Page { get; }

    public SiloProcess Silo { get; }

    /// <summary>Starts both, with further settings for the silo.</summary>
    public static async Task<MessengerTalk> Start(params string[] settings)
    {
        var page = new MessengerSimulator(new MessengerOptions
        {
            TimeScale = 0.1,
            // A batch is acknowledged when all of its events are on disk.
            AckTimeout = TimeSpan.FromSeconds(60),
            RequiresProof = true,
        });
        await page.Start(TestContext.Current.CancellationToken);
        var silo = new SiloProcess(
        [
            "--Tock:Endpoints:0:namespace=app",
            "--Tock:Endpoints:0:bot=echo",
            "--Tock:Endpoints:0:id=messenger",
            "--Tock:Endpoints:0:type=messenger",
            .. page.Settings.Select(setting =>
                $"--Tock:Endpoints:0:settings:{setting.Key}={setting.Value}"),
            .. settings,
        ]);
        await silo.Start();
        page.Webhook.Url = new Uri(silo.BaseAddress, "/io/app/echo/messenger");
        return new MessengerTalk(page, silo);
    }

    /// <summary>What the page's bot wrote to a user, in order.</summary>
    public IReadOnlyList<string> Heard(string user) => Page.Messages.Texts(user);

    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        await Page.DisposeAsync();
    }
}
