using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Loopback;

/// <summary>The vendor's side of the loopback channel.</summary>
public sealed class LoopbackSimulator : Simulator
{
    private readonly LoopbackOptions options;
    private readonly LoopbackTokens tokens;
    private readonly LoopbackMessages messages;
    private readonly ConcurrentDictionary<string, DateTimeOffset> lastEvents = new();
    private readonly string run;
    private readonly Random random;
    private LoopbackReceipts receipts = LoopbackReceipts.None;
    private long events;

    /// <summary>Sets the channel up; <see cref="Simulator.Start"/> makes it listen.</summary>
    public LoopbackSimulator(LoopbackOptions options)
        : base(options, new LoopbackProtocol(options))
    {
        this.options = options;
        // Ids do not come again when the simulator is started anew beside the same bot.
        run = options.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", null);
        random = new(options.Seed);
        tokens = new(options);
        messages = new(options, Messages, tokens, run);
    }

    /// <summary>What it tells of messages; off by default, may be switched at any time.</summary>
    /// <exception cref="ArgumentException">A value is out of its bounds.</exception>
    public LoopbackReceipts Receipts
    {
        get => receipts;
        set => receipts = value.Problem() is { } problem
            ? throw new ArgumentException(problem, nameof(value))
            : value;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["signingSecret"] = options.SigningSecret,
        ["token"] = options.Token,
        ["refresh"] = options.Refresh,
        ["apiBaseUrl"] = ApiBaseUrl.ToString(),
    };

    internal override long RequestBytesMax => options.RequestBytesMax;

    /// <summary>A user writes.</summary>
    /// <exception cref="InvalidOperationException">The webhook is not known yet.</exception>
    public WebhookDelivery Say(
        string user, string text, string? thread = null, string? locale = null) => Send(
            new LoopbackEvent(user, new() { ["kind"] = "text", ["text"] = text })
            {
                Thread = thread,
                Locale = locale,
            });

    /// <summary>A user chooses a button or a ready answer.</summary>
    /// <param name="user">Who.</param>
    /// <param name="intent">The intent of the choice.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="thread">The thread.</param>
    public WebhookDelivery Choose(
        string user,
        string intent,
        IReadOnlyDictionary<string, string>? parameters = null,
        string? thread = null) => Send(
            new LoopbackEvent(user, new()
            {
                ["kind"] = "choice",
                ["intent"] = intent,
                ["parameters"] = JsonSerializer.SerializeToNode(parameters),
            })
            {
                Thread = thread,
            });

    /// <summary>Sends events of users in one call of the webhook.</summary>
    public WebhookDelivery Send(params IReadOnlyList<LoopbackEvent> batch)
    {
        var now = options.Time.GetUtcNow();
        foreach (var user in batch.Select(item => item.User))
            lastEvents[user] = now;
        return Post([.. batch.Select(item => item.ToJson(NextId("e"), now))]);
    }

    /// <summary>Tells the bot something of its endpoint, such as <c>revoked</c>.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="revokes">Whether the bot can no longer write.</param>
    public WebhookDelivery SendEndpointEvent(string kind, bool revokes = false) => Post(
    [
        new JsonObject
        {
            ["id"] = NextId("n"),
            ["endpointEvent"] = kind,
            ["revokes"] = revokes,
        },
    ]);

    /// <summary>Sends events as they are, well-formed or not.</summary>
    public WebhookDelivery SendRaw(ReadOnlyMemory<byte> body) =>
        Webhook.Send(new(NextId("raw"), body));

    /// <summary>The user cannot be reached any more: writing to them is not_connected.</summary>
    public void Disconnect(string user) => messages.Disconnect(user);

    /// <summary>All tokens given out so far are invalid; the refresh value stays valid.</summary>
    public void RevokeTokens() => tokens.Revoke();

    internal override async Task<ApiAnswer> Answer(ApiCall call)
    {
        await Task.CompletedTask;
        if (call.Http.Request.Method != HttpMethods.Post)
            return ApiAnswer.Error(StatusCodes.Status405MethodNotAllowed, "post_only");
        return call.Method switch
        {
            "messages" => Take(call),
            "token" => tokens.Refresh(call),
            _ => ApiAnswer.Error(StatusCodes.Status404NotFound, "unknown_method"),
        };
    }

    internal override ApiAnswer Refuse(FaultRule rule) => rule.Fault switch
    {
        FaultKind.RateLimited =>
            LoopbackMessages.TooMany(TimeSpan.FromSeconds(rule.RetryAfterSeconds), rule.Scope),
        FaultKind.NotTaken => ApiAnswer.Error(rule.Status, "unavailable"),
        FaultKind.Uncertain =>
            ApiAnswer.Error(StatusCodes.Status500InternalServerError, "internal_error"),
        FaultKind.TokenRevoked =>
            ApiAnswer.Error(StatusCodes.Status401Unauthorized, "invalid_token"),
        _ => ApiAnswer.Error(StatusCodes.Status400BadRequest, rule.Error),
    };

    internal override WebhookDelivery Act(JsonObject what)
    {
        if (what["events"] is JsonArray raw)
            return Post([.. raw.Select(item => item!.DeepClone())]);
        if (what["endpointEvent"]?.GetValue<string>() is { } kind)
            return SendEndpointEvent(kind, what["revokes"]?.GetValue<bool>() ?? false);
        var user = what["user"]?.GetValue<string>()
            ?? throw new ArgumentException("user is missing");
        var told = what["event"] as JsonObject ?? new JsonObject
        {
            ["kind"] = "text",
            ["text"] = what["text"]?.GetValue<string>()
                ?? throw new ArgumentException("text or event is missing"),
        };
        return Send(new LoopbackEvent(user, told)
        {
            Id = what["id"]?.GetValue<string>(),
            Thread = what["thread"]?.GetValue<string>(),
            Locale = what["locale"]?.GetValue<string>(),
        });
    }

    private ApiAnswer Take(ApiCall call)
    {
        var (answer, taken) = messages.Take(call, lastEvents);
        if (taken is not null && receipts != LoopbackReceipts.None)
            Tell(taken, receipts);
        return answer;
    }

    private void Tell(RecordedMessage message, LoopbackReceipts now)
    {
        bool lost;
        lock (random)
            lost = random.NextDouble() < now.Undelivered;
        var after = TimeSpan.FromSeconds(now.DelaySeconds);
        if (lost)
            Tell(message, "undelivered", now.Reason, after);
        if (!lost && now.Delivered)
            Tell(message, "delivered", null, after);
        if (!lost && now.Read)
            Tell(message, "read", null, after * 2);
    }

    private void Tell(RecordedMessage message, string kind, string? reason, TimeSpan after)
    {
        var told = new JsonObject
        {
            ["kind"] = kind,
            ["messageIds"] = new JsonArray(message.Id),
        };
        if (reason is not null)
            told["reason"] = reason;
        var receipt = new LoopbackEvent(message.Conversation, told) { Thread = message.Thread };
        Post([receipt.ToJson(NextId("r"), options.Time.GetUtcNow())], after);
    }

    private WebhookDelivery Post(JsonNode[] items, TimeSpan after = default)
    {
        var id = items is [JsonObject only] && only["id"]?.GetValue<string>() is { } own
            ? own
            : NextId("batch");
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject { ["events"] = new JsonArray(items) }, SimulatorJson.Options);
        return Webhook.Send(new(id, body), after);
    }

    private string NextId(string prefix) =>
        $"{prefix}{run}-{Interlocked.Increment(ref events)}";
}
