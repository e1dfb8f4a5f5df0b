using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TockOrleans.Client;

namespace TockOrleans.EndToEnd.Tests.Clients;

/// <summary>The C# client, with a silo that is killed and with a server that misbehaves.</summary>
public sealed class CSharpClientTests
{
    private const string Words = "grow word by word until it is whole";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Through_kill_minus_nine_nothing_is_missed_and_nothing_comes_twice()
    {
        await using var silo = await SiloProcess.Started();
        using var http = new HttpClient();
        var client = new TockClient(http, new Uri(silo.BaseAddress, "/io/app/echo/web"));
        await using var heard = await Listener.Open(client);
        var one = await client.Send(Ann("one"), Stop);
        Assert.Equal("turn 1 one", one.Responses[0].Text);
        Assert.NotNull(one.ResponseId);
        await Poll.UntilAsync(() => heard.Pushed.Count == 1);
        silo.Kill();
        await Poll.UntilAsync(() => !heard.IsConnected);
        var two = client.Send(Ann("two"), Stop);
        await silo.Start();
        Assert.Equal("turn 2 two", (await two).Responses[0].Text);
        await Poll.UntilAsync(() => heard.Pushed.Count == 2);

        var frames = new List<StreamFrame>();
        var killed = false;
        await foreach (var frame in client.SendStreamed(Ann(Words), Stop))
        {
            frames.Add(frame);
            if (killed || !frame.IsGrowing)
                continue;
            killed = true;
            silo.Kill();
            await silo.Start();
        }
        Assert.True(killed && frames.Count > 2);
        Assert.Equal($"turn 3 {Words}", frames[^1].Answer!.Responses[0].Text);
        await Poll.UntilAsync(() => heard.Pushed.Count == 3);
        Assert.Equal(["turn 1 one", "turn 2 two", $"turn 3 {Words}"], heard.Pushed);
    }

    [Fact]
    public async Task A_story_is_stopped_and_what_it_said_until_then_is_its_answer()
    {
        await using var silo = await SiloProcess.Started();
        using var http = new HttpClient();
        var client = new TockClient(http, new Uri(silo.BaseAddress, "/io/app/echo/web"));
        await using var heard = await Listener.Open(client);
        var saying = Ann("grow " + string.Join(' ', Enumerable.Range(1, 200)));
        var stopped = client.Send(saying with { EventId = "long" }, Stop);
        await Poll.UntilAsync(() => heard.Grown.Any(text => text.Contains("grow 1 2 3", Ordinal)));
        Assert.False(await client.Cancel("ann", "another", Stop));
        Assert.True(await client.Cancel("ann", "long", Stop));
        Assert.StartsWith("turn 1 grow 1 2 3", (await stopped).Responses[0].Text, Ordinal);
        await Poll.UntilAsync(() => heard.Pushed.Count == 1);
        Assert.False(await client.Cancel("ann", stop: Stop));
    }

    [Fact]
    public async Task It_sends_the_same_again_until_it_is_answered_or_refused()
    {
        await using var server = await Server.Start(
            Says(503), Says(502, "<html>"), Breaks, Says(200, Answer("hi")),
            Says(429, "", "1"), Says(200, Answer("later")),
            Says(401, """{"responses":[],"metadata":{},"error":"no"}"""), Says(200, "<html>"));
        using var http = new HttpClient();
        var client = new TockClient(
            http, server.Endpoint, _ => new ValueTask<string?>("proof"));
        var request = new WebRequest { UserId = "u", Query = "é", EventId = "7" };
        var hi = Assert.Single((await client.Send(request, Stop)).Responses);
        Assert.Equal(("hi", 7), (hi.Text, hi.More!["own"].GetInt32()));
        Assert.Equal(
            """{"userId":"u","query":"é","eventId":"7"}""",
            Regex.Unescape(Assert.Single(server.Bodies.Distinct())));
        Assert.Equal(4, server.Bodies.Count);
        Assert.Equal("later", (await client.Send(request, Stop)).Responses[0].Text);
        var refused = await Assert.ThrowsAsync<TockException>(() => client.Send(request, Stop));
        Assert.Equal((401, "no"), (refused.Status, refused.Reason));
        var odd = await Assert.ThrowsAsync<TockException>(() => client.Send(request, Stop));
        Assert.Equal(200, odd.Status);
        Assert.All(server.Proofs, proof => Assert.Equal("Bearer proof", proof));
    }

    [Fact]
    public async Task A_stream_goes_on_where_it_broke_off_and_ends_where_there_is_none()
    {
        const string Message = "event: message\nid: {0}\ndata: {1}\n\n";
        await using var server = await Server.Start(
            Says(503),
            Streams(string.Format(null, Message, "7-1", Answer("one"))),
            Streams(
                "event: message\nid: 7-2\ndata: no JSON\n\n"
                + string.Format(null, Message, "7-3", Answer("two"))),
            Says(404));
        using var http = new HttpClient();
        var client = new TockClient(http, server.Endpoint);
        var frames = new List<StreamFrame>();
        var ended = await Assert.ThrowsAsync<TockException>(async () =>
        {
            await foreach (var frame in client.Listen(
                new ListenOptions { UserId = "u 1", LastEventId = "6-9" }, Stop))
                frames.Add(frame);
        });
        Assert.Equal(404, ended.Status);
        Assert.Equal(["7-1", "7-2", "7-3"], frames.Select(frame => frame.LastEventId));
        Assert.Equal(
            ["one", null, "two"], frames.Select(frame => frame.Answer?.Responses[0].Text));
        Assert.Equal(
            [
                "?userId=u%201&lastEventId=6-9", "?userId=u%201&lastEventId=6-9",
                "?userId=u%201&lastEventId=7-1", "?userId=u%201&lastEventId=7-3",
            ],
            server.Queries);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static string Answer(string text) =>
        $$$"""{"responses":[{"text":"{{{text}}}","own":7}],"metadata":{"RESPONSE_ID":"r"}}""";

    private static RequestDelegate Says(int status, string body = "", string? after = null) =>
        http =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = "application/json";
            if (after is not null)
                http.Response.Headers.RetryAfter = after;
            return http.Response.WriteAsync(body);
        };

    private static RequestDelegate Streams(string frames) => http =>
    {
        http.Response.ContentType = "text/event-stream";
        return http.Response.WriteAsync(frames);
    };

    private static Task Breaks(HttpContext http)
    {
        http.Abort();
        return Task.CompletedTask;
    }

    private static WebRequest Ann(string query) => new() { UserId = "ann", Query = query };

    /// <summary>Hears what the bot says to a user.</summary>
    private sealed class Listener : IAsyncDisposable
    {
        private readonly CancellationTokenSource closing = new();
        private readonly TaskCompletionSource caughtUp = new();
        private Task listening = Task.CompletedTask;

        public ConcurrentQueue<string> Pushed { get; } = new();

        public ConcurrentQueue<string> Grown { get; } = new();

        public bool IsConnected { get; private set; }

        /// <summary>Once nothing is missed any more.</summary>
        public static async Task<Listener> Open(TockClient client)
        {
            var listener = new Listener();
            listener.listening = listener.Listen(client);
            await listener.caughtUp.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
            return listener;
        }

        public async ValueTask DisposeAsync()
        {
            await closing.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
            closing.Dispose();
        }

        private async Task Listen(TockClient client)
        {
            var options = new ListenOptions
            {
                UserId = "ann",
                Growing = true,
                Connected = isConnected => IsConnected = isConnected,
            };
            await foreach (var frame in client.Listen(options, closing.Token))
            {
                if (frame.LastEventId is not null)
                    caughtUp.TrySetResult();
                if (frame.Answer is { } answer)
                    (frame.IsGrowing ? Grown : Pushed).Enqueue(answer.Responses[0].Text!);
            }
        }
    }

    /// <summary>A server that does what it is told, once each.</summary>
    private sealed class Server(WebApplication app) : IAsyncDisposable
    {
        public Uri Endpoint => new(new Uri(app.Urls.Single()), "/io/a/b/web/");

        public ConcurrentQueue<string> Bodies { get; } = new();

        public ConcurrentQueue<string> Queries { get; } = new();

        public ConcurrentQueue<string> Proofs { get; } = new();

        public static async Task<Server> Start(params RequestDelegate[] script)
        {
            var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
            builder.Logging.ClearProviders();
            var server = new Server(builder.Build());
            await server.Run(script);
            return server;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task Run(RequestDelegate[] script)
        {
            var at = 0;
            app.Run(async http =>
            {
                using var body = new StreamReader(http.Request.Body);
                Bodies.Enqueue(await body.ReadToEndAsync(http.RequestAborted));
                Queries.Enqueue(http.Request.QueryString.Value ?? "");
                Proofs.Enqueue(http.Request.Headers.Authorization.ToString());
                await script[at++](http);
            });
            await app.StartAsync(Stop);
        }
    }
}
