using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TockOrleans.Bot;
using TockOrleans.Samples.Echo;

namespace TockOrleans.Hosting.Tests;

/// <summary>
/// The whole runtime with the echo bot and the vault connector, over HTTP, on a folder that
/// outlives it.
/// </summary>
public sealed class Node : IAsyncDisposable
{
    public const string Key = "an-admin-key-of-tests";

    private WebApplication app = null!;
    private AdminClient client = null!;
    private IReadOnlyList<BotDefinition> bots = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("tock-node").FullName;

    public IServiceProvider Services => app.Services;

    /// <summary>What it logged.</summary>
    public RecordedLog<Node> Log { get; } = new();

    /// <summary>Where it listens.</summary>
    public Uri Address => client.Address;

    public static Task<Node> Start(params string[] settings) => StartWith([], settings);

    /// <summary>Starts one that has further bots.</summary>
    public static async Task<Node> StartWith(
        IReadOnlyList<BotDefinition> bots, params string[] settings)
    {
        var node = new Node { bots = bots };
        await node.Open(settings);
        return node;
    }

    /// <summary>Stops it; what it wrote is all in the folder then.</summary>
    public async Task Close()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>Starts it on its folder.</summary>
    public async Task Open(params string[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args =
            [
                "--urls=http://127.0.0.1:0",
                $"--Tock:Storage:Path={Folder}",
                $"--Tock:Admin:Key={Key}",
                .. settings,
            ],
        });
        builder.Logging.ClearProviders().AddProvider(new Recorder(Log));
        var house = builder.AddTockOrleans()
            .AddBot(EchoBot.Create()).AddConnector<VaultConnector>();
        foreach (var bot in bots)
            house.AddBot(bot);
        app = builder.Build();
        app.MapTockOrleans();
        await app.StartAsync();
        client?.Dispose();
        client = new AdminClient(app, Key);
    }

    /// <summary>Asks the administration.</summary>
    public Task<Answer> Admin(
        string method, string path, string? json = null, string? ifMatch = null) =>
        client.Admin(method, path, json, ifMatch);

    /// <summary>Sends any request.</summary>
    public Task<Answer> Send(
        string method, string path, string? json, Action<HttpRequestMessage> prepare) =>
        client.Send(method, path, json, prepare);

    /// <summary>Calls an endpoint as its channel does.</summary>
    public Task<Answer> Call(string path, string secret) =>
        client.Send(
            "POST", $"/io/{path}", "{}", request => request.Headers.Add("x-secret", secret));

    public async ValueTask DisposeAsync()
    {
        await Close();
        client.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private sealed class Recorder(ILogger log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void Dispose()
        {
            // It holds nothing.
        }
    }
}
