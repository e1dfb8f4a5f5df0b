using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TockOrleans.Hosting;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.EndToEnd.Tests.Slack;

/// <summary>
/// The bot with forms on Slack: a program that hosts a bot of its own, in the tests' own process,
/// and a workspace of its own.
/// </summary>
public sealed class FormTalk : IAsyncLifetime
{
    /// <summary>A file of the bot.</summary>
    public static readonly byte[] Menu = "%PDF-1.7 soup"u8.ToArray();

    private readonly string folder = Directory.CreateTempSubdirectory("tock-form").FullName;
    private WebApplication files = null!;
    private WebApplication app = null!;

    /// <summary>Where the bot's files lie.</summary>
    public Uri Files => new(new Uri(files.Urls.Single()), "/slack/");

    public SlackSimulator Slack { get; } = new(new SlackOptions { Echoes = false });

    public async ValueTask InitializeAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        await Slack.Start(stop);
        var pages = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        pages.Logging.ClearProviders();
        files = pages.Build();
        files.MapGet("/slack/menu.pdf", () => Results.Bytes(Menu, "application/pdf"));
        await files.StartAsync(stop);

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args =
            [
                "--urls=http://127.0.0.1:0",
                $"--Tock:Storage:Path={folder}",
                "--Tock:Endpoints:0:namespace=app",
                "--Tock:Endpoints:0:bot=form",
                "--Tock:Endpoints:0:id=slack",
                "--Tock:Endpoints:0:type=slack",
                $"--Tock:Endpoints:0:settings:filesUrl={Files}",
                .. Slack.Settings.Select(setting =>
                    $"--Tock:Endpoints:0:settings:{setting.Key}={setting.Value}"),
            ],
        });
        builder.Logging.ClearProviders();
        builder.AddTockOrleans().AddBot(FormBot.Create(Files));
        app = builder.Build();
        app.MapTockOrleans();
        await app.StartAsync(stop);
        Slack.Webhook.Url = new Uri(new Uri(app.Urls.Single()), "/io/app/form/slack");
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await files.DisposeAsync();
        await Slack.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
