namespace TockOrleans.Benchmarks.Delivery;

/// <summary>Starts the bots that are measured, each with its own part of the stub.</summary>
internal static class Contestants
{
    private const string Token = "xoxb-benchmark";

    /// <summary>The echo bot behind a Slack endpoint; its web endpoint is there as well.</summary>
    public static async Task<Contestant> Tock(ApiStub stub, int users)
    {
        var conversations = new Conversations(users);
        var api = new Uri(stub.Add("tock", conversations), "api/");
        var server = await Server.Silo(
            "durable, through Slack",
            Directory.CreateTempSubdirectory("tock-bench").FullName,
            [
                .. Endpoint(0, "slack"),
                "--Tock:Endpoints:0:settings:signingSecret=" + Requests.SigningSecret,
                "--Tock:Endpoints:0:settings:botToken=" + Token,
                $"--Tock:Endpoints:0:settings:apiBaseUrl={api}",
                // All users are of one workspace: its limit is not what is measured.
                "--Tock:Endpoints:0:settings:messagesPerMinute=0",
                .. Endpoint(1, "web"),
                "--Tock:Endpoints:1:settings:identity=open",
            ]);
        var address = new Uri(server.Address, "/io/app/echo/slack");
        return new Contestant(server, conversations, user => Requests.Slack(address, user));
    }

    public static async Task<Contestant> Bolt(ApiStub stub, int users)
    {
        var conversations = new Conversations(users);
        var api = new Uri(stub.Add("bolt", conversations), "api/");
        var server = await Server.Node(
            "@slack/bolt", "bolt.mjs", $"{api}", Requests.SigningSecret);
        var address = new Uri(server.Address, "/slack/events");
        return new Contestant(server, conversations, user => Requests.Slack(address, user));
    }

    public static async Task<Contestant> BotBuilder(ApiStub stub, int users)
    {
        var conversations = new Conversations(users);
        var service = stub.Add("botbuilder", conversations);
        var server = await Server.Node("botbuilder", "botbuilder.mjs");
        var address = new Uri(server.Address, "/api/messages");
        return new Contestant(
            server, conversations, user => Requests.Activity(address, service, user));
    }

    public static async Task<Contestant> Bare(ApiStub stub, int users)
    {
        var conversations = new Conversations(users);
        var api = new Uri(stub.Add("bare", conversations), "api/");
        var server = await Server.Bench("bare Kestrel", "serve-reply", "--api", $"{api}");
        var address = new Uri(server.Address, "/slack/events");
        return new Contestant(server, conversations, user => Requests.Slack(address, user));
    }

    private static string[] Endpoint(int index, string type) =>
    [
        $"--Tock:Endpoints:{index}:namespace=app",
        $"--Tock:Endpoints:{index}:bot=echo",
        $"--Tock:Endpoints:{index}:id={type}",
        $"--Tock:Endpoints:{index}:type={type}",
    ];
}
