using System.Buffers;
using System.Globalization;
using System.Text;

namespace TockOrleans.Benchmarks.Delivery;

/// <summary>
/// Stands for Slack's Web API and the Bot Framework's service, as cheap as Kestrel can: the first
/// part of an address says whose bot calls.
/// </summary>
internal sealed class ApiStub : IAsyncDisposable
{
    private static readonly byte[] AuthTest =
        """
        {"ok":true,"url":"https://bench.slack.com/","team":"bench","user":"bot",
        "team_id":"T0BENCH","user_id":"U0BENCHBOT","bot_id":"B0BENCH",
        "is_enterprise_install":false}
        """u8.ToArray();

    private static readonly byte[] UserInfo =
        """{"ok":true,"user":{"id":"U1","tz":"Europe/Paris","locale":"en-US","profile":{}}}"""u8
            .ToArray();

    private static readonly byte[] Taken = """{"id":"1"}"""u8.ToArray();

    private readonly Dictionary<string, Conversations> bots = new(StringComparer.Ordinal);
    private readonly WebApplication app;
    private readonly Dictionary<string, Conversations>.AlternateLookup<ReadOnlySpan<char>> lookup;

    private ApiStub(WebApplication app, Uri address)
    {
        (this.app, Address) = (app, address);
        lookup = bots.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public Uri Address { get; }

    public static async Task<ApiStub> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var url = $"http://127.0.0.1:{Servers.FreePort()}/";
        builder.WebHost.UseKestrelCore().UseUrls(url);
        var stub = new ApiStub(builder.Build(), new Uri(url));
        stub.app.Run(stub.Answer);
        await stub.app.StartAsync();
        return stub;
    }

    /// <summary>Adds a bot; all of its calls go below the address returned.</summary>
    public Uri Add(string name, Conversations conversations)
    {
        bots.Add(name, conversations);
        return new Uri(Address, name + "/");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        var reader = http.Request.BodyReader;
        var body = await reader.ReadAsync(http.RequestAborted);
        while (!body.IsCompleted)
        {
            reader.AdvanceTo(body.Buffer.Start, body.Buffer.End);
            body = await reader.ReadAsync(http.RequestAborted);
        }
        var answer = Answer(http.Request.Path.Value!, body.Buffer);
        reader.AdvanceTo(body.Buffer.End);
        if (answer is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = answer.Length;
        await http.Response.BodyWriter.WriteAsync(answer, http.RequestAborted);
    }

    private byte[]? Answer(string path, in ReadOnlySequence<byte> body)
    {
        if (path.EndsWith("/auth.test", StringComparison.Ordinal))
            return AuthTest;
        // Asked once of every user, before the first turn: while the sessions warm up.
        if (path.EndsWith("/users.info", StringComparison.Ordinal))
            return UserInfo;
        var name = path.AsSpan(1);
        name = name[..Math.Max(0, name.IndexOf('/'))];
        if (!lookup.TryGetValue(name, out var conversations))
            return null;
        var isSlack = path.EndsWith("/chat.postMessage", StringComparison.Ordinal);
        if (!isSlack && !path.Contains("/v3/conversations/", StringComparison.Ordinal))
        {
            conversations.Faults.Enqueue($"{path} was called");
            return null;
        }
        var bytes = ArrayPool<byte>.Shared.Rent((int)body.Length);
        body.CopyTo(bytes);
        var call = bytes.AsSpan(0, (int)body.Length);
        var user = Replies.User(call);
        conversations.Reply(user, Replies.Text(call));
        ArrayPool<byte>.Shared.Return(bytes);
        return isSlack ? Posted(user, conversations.Replies) : Taken;
    }

    private static byte[] Posted(int user, long id) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"ok":true,"channel":"{{Requests.ChannelStart}}{{user:D7}}",
        "ts":"1766458029.{{id % 1_000_000:D6}}"}
        """));
}
