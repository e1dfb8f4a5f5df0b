using TockOrleans.Bot;
using TockOrleans.Messages;
using TockOrleans.Samples.Demo;

namespace TockOrleans.Hosting.Tests.Admin;

/// <summary>
/// Bots with endpoints for tests: the echo and the demo bot, and one that says on which channel it
/// is; beside them endpoints of real channels.
/// </summary>
public sealed class TalkNode : IAsyncLifetime
{
    public Node Node { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Node = await Node.StartWith(
        [DemoBot.Create(), Talker()],
        [
            .. Endpoint(0, "demo", "test", "test"),
            .. Endpoint(1, "talker", "test", "test"),
            .. Endpoint(2, "echo", "team", "slack"),
            "--Tock:Endpoints:2:settings:signingSecret=s",
            "--Tock:Endpoints:2:settings:botToken=xoxb-t",
            "--Tock:Endpoints:2:settings:apiBaseUrl=http://127.0.0.1:9/api/",
            .. Endpoint(3, "echo", "test", "test"),
            "--Tock:Endpoints:3:settings:key=a-key-of-programs",
            .. Endpoint(5, "echo", "web", "web"), "--Tock:Endpoints:5:settings:identity=open",
            .. Endpoint(4, "echo", "loud", "web"),
            "--Tock:Endpoints:4:settings:escapeHtml=false",
            "--Tock:Endpoints:4:settings:identity=open",
        ]);

    public ValueTask DisposeAsync() => Node.DisposeAsync();

    private static BotDefinition Talker() => BotDefinition.Create("app", "talker")
        .Add(Story.Of("native", Phrases.Of(("en", ["native please"])), turn =>
        {
            if (!turn.SendFor("slack", new NativeMessage("slack", """{"text":"blocks"}""")))
                turn.Send($"plain on {turn.Connector}");
        }))
        .Build();

    private static string[] Endpoint(int at, string bot, string id, string type) =>
    [
        $"--Tock:Endpoints:{at}:namespace=app", $"--Tock:Endpoints:{at}:bot={bot}",
        $"--Tock:Endpoints:{at}:id={id}", $"--Tock:Endpoints:{at}:type={type}",
    ];
}
