using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace TockOrleans.Simulators;

/// <summary>
/// A channel nobody can reach, on a port of 127.0.0.1: it takes the bot's calls, calls the bot's
/// webhook, and lets both go wrong. Safe from any thread.
/// </summary>
public abstract class Simulator : IAsyncDisposable
{
    private const string ApiPrefix = "/api/";

    private readonly SimulatorOptions options;
    private readonly ControlApi control;
    private readonly long[] faulted = new long[Enum.GetValues<FaultKind>().Length];
    private WebApplication? server;
    private int port;
    private long calls;
    private long refused;

    private protected Simulator(SimulatorOptions options, IWebhookProtocol protocol)
    {
        this.options = options;
        port = options.Port;
        Faults = new(options.Seed);
        Messages = new(options.Time, options.BodyBytesMax);
        Webhook = new(options, protocol);
        control = new(this);
    }

    /// <summary>What goes wrong with the bot's calls.</summary>
    public Faults Faults { get; }

    /// <summary>What was taken from the bot.</summary>
    public MessageRecord Messages { get; }

    /// <summary>The way to the bot.</summary>
    public WebhookSender Webhook { get; }

    /// <summary>Where it listens; known once it is started.</summary>
    public Uri Address => new($"http://127.0.0.1:{port}/");

    /// <summary>The bot's setting <c>apiBaseUrl</c>.</summary>
    public Uri ApiBaseUrl => new(Address, ApiPrefix);

    /// <summary>The settings to give the bot's endpoint, by name.</summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>The bytes of a request to the API beyond which it is refused.</summary>
    internal abstract long RequestBytesMax { get; }

    /// <summary>Figures of everything so far.</summary>
    public SimulatorStats Stats()
    {
        var deliveries = Webhook.Deliveries;
        return new(
            Interlocked.Read(ref calls),
            Messages.Count,
            Messages.Conversations.Count,
            Messages.Duplicates,
            Messages.KeyConflicts,
            Interlocked.Read(ref refused),
            Enum.GetValues<FaultKind>().ToDictionary(
                kind => kind, kind => Interlocked.Read(ref faulted[(int)kind])),
            deliveries.Count,
            deliveries.Count(delivery => delivery.IsAcknowledged),
            deliveries.Count(delivery => !delivery.IsAcknowledged && delivery.Done.IsCompleted));
    }

    /// <summary>
    /// Begins to listen. Once stopped it may be started again, on the same port, with everything
    /// it knew.
    /// </summary>
    public async Task Start(CancellationToken stop = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        server = builder.Build();
        server.UseWebSockets();
        server.Run(Serve);
        await server.StartAsync(stop);
        var addresses = server.Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        port = new Uri(addresses.First()).Port;
    }

    /// <summary>Ends listening: connections are refused from here on.</summary>
    public async Task Stop()
    {
        if (Interlocked.Exchange(ref server, null) is not { } running)
            return;
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await running.StopAsync(atOnce.Token);
        await running.DisposeAsync();
    }

    /// <summary>Ends listening and all deliveries.</summary>
    public async ValueTask DisposeAsync()
    {
        await Webhook.DisposeAsync();
        await Stop();
        GC.SuppressFinalize(this);
    }

    /// <summary>Answers a call that no fault met.</summary>
    internal abstract Task<ApiAnswer> Answer(ApiCall call);

    /// <summary>The vendor's answer to a call that is not taken.</summary>
    internal abstract ApiAnswer Refuse(FaultRule rule);

    /// <summary>The API method a path stands for; null: it is none of the API.</summary>
    internal virtual string? MethodOf(string path) =>
        path.StartsWith(ApiPrefix, StringComparison.Ordinal) ? path[ApiPrefix.Length..] : null;

    /// <summary>Answers what is neither the API nor the control API.</summary>
    internal virtual Task<ApiAnswer> AnswerElsewhere(ApiCall call) =>
        Task.FromResult(ApiAnswer.Error(StatusCodes.Status404NotFound, "not_found"));

    /// <summary>Serves a socket the bot opens; null: there is none at this address.</summary>
    internal virtual Task? Connect(HttpContext http) => null;

    /// <summary>What a person asked for over the control API: to let a user do something.</summary>
    /// <exception cref="ArgumentException">It is not understood; the message says why.</exception>
    internal abstract WebhookDelivery Act(System.Text.Json.Nodes.JsonObject what);

    private async Task Serve(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "/";
        if (Connect(http) is { } connection)
        {
            await connection;
            return;
        }
        if (MethodOf(path) is { } method)
        {
            await ServeApi(http, method);
            return;
        }
        var body = await RequestBody.Read(http.Request, RequestBytesMax, http.RequestAborted);
        var answer = body is not { } bytes
            ? TooLarge()
            : control.Find(path) is { } find
                ? find(new ApiCall(http, path, bytes))
                : await AnswerElsewhere(new(http, path, bytes));
        await answer.Write(http.Response);
    }

    private async Task ServeApi(HttpContext http, string method)
    {
        Interlocked.Increment(ref calls);
        var (rule, taken) = Faults.Decide(method);
        if (rule is not null)
            Interlocked.Increment(ref faulted[(int)rule.Fault]);
        if (rule?.Fault == FaultKind.Cut)
        {
            http.Abort();
            return;
        }
        var body = await RequestBody.Read(http.Request, RequestBytesMax, http.RequestAborted);
        if (rule?.Fault == FaultKind.Slow)
        {
            var delay = TimeSpan.FromSeconds(rule.DelaySeconds);
            await Task.Delay(delay, options.Time, http.RequestAborted);
        }
        var answer = rule is not null && IsRefusal(rule.Fault, taken) ? Refuse(rule)
            : body is { } bytes ? await Answer(new(http, method, bytes))
            : TooLarge();
        if (!answer.Done)
            Interlocked.Increment(ref refused);
        if (rule?.Fault == FaultKind.AnswerLost && answer.Done)
            http.Abort();
        else
            await (rule?.Fault == FaultKind.Uncertain ? Refuse(rule) : answer)
                .Write(http.Response);
    }

    private static bool IsRefusal(FaultKind fault, bool taken) => fault switch
    {
        FaultKind.Slow or FaultKind.AnswerLost or FaultKind.Cut => false,
        FaultKind.Uncertain => !taken,
        _ => true,
    };

    private static ApiAnswer TooLarge() =>
        ApiAnswer.Error(StatusCodes.Status413PayloadTooLarge, "too_large");
}
