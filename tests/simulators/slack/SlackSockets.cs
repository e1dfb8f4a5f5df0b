using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>
/// Socket Mode: hands out addresses of sockets, and brings events over one of those that are open.
/// https://docs.slack.dev/apis/events-api/using-socket-mode. Safe from any thread.
/// </summary>
public sealed class SlackSockets
{
    internal const string Path = "/link/";

    // Slack's own bound.
    private const int ConnectionsMax = 10;

    private readonly SlackOptions options;
    private readonly SlackIds ids;
    private readonly ConcurrentDictionary<string, bool> tickets = new();
    private readonly Lock gate = new();
    private readonly List<SlackSocketConnection> open = [];
    private readonly List<int> counts = [];
    private int turn;

    internal SlackSockets(SlackOptions options, SlackIds ids) =>
        (this.options, this.ids) = (options, ids);

    /// <summary>How many sockets are open.</summary>
    public int Open
    {
        get
        {
            lock (gate)
                return open.Count;
        }
    }

    /// <summary>How many were open each time one was opened, that one included.</summary>
    public IReadOnlyList<int> Counts
    {
        get
        {
            lock (gate)
                return [.. counts];
        }
    }

    /// <summary>Says that the open sockets will be closed; what Slack calls the reason.</summary>
    /// <param name="reason"><c>warning</c>, <c>refresh_requested</c>, <c>link_disabled</c>.</param>
    public async Task Disconnect(string reason)
    {
        foreach (var socket in Connections())
            await socket.Send(new JsonObject
            {
                ["type"] = "disconnect",
                ["reason"] = reason,
                ["debug_info"] = new JsonObject { ["host"] = "simulator" },
            });
    }

    /// <summary>Cuts the open sockets, without a word; they are open no more afterwards.</summary>
    public void Cut()
    {
        SlackSocketConnection[] cut;
        lock (gate)
        {
            cut = [.. open];
            open.Clear();
        }
        foreach (var socket in cut)
            socket.Abort();
    }

    /// <summary>Sends a frame as it is to all open sockets.</summary>
    public async Task SendRaw(string frame)
    {
        foreach (var socket in Connections())
            await socket.Send(frame);
    }

    /// <summary>https://docs.slack.dev/reference/methods/apps.connections.open</summary>
    internal ApiAnswer NewAddress(string? token, Uri address)
    {
        if (token is null)
            return SlackReply.Error("not_authed");
        if (token == options.BotToken)
            return SlackReply.Error("not_allowed_token_type");
        if (token != options.AppToken)
            return SlackReply.Error("invalid_auth");
        var ticket = ids.New("ticket-");
        tickets[ticket] = true;
        var url = new UriBuilder(address)
        {
            Scheme = "ws",
            Path = Path,
            Query = $"ticket={ticket}&app_id={options.AppId}",
        };
        return SlackReply.Ok(new() { ["url"] = url.Uri.ToString() });
    }

    /// <summary>Serves a socket until it is closed.</summary>
    internal async Task Serve(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest
            || !tickets.TryRemove(http.Request.Query["ticket"].ToString(), out _))
        {
            http.Response.StatusCode = (int)HttpStatusCode.Forbidden;
            return;
        }
        using var accepted = await http.WebSockets.AcceptWebSocketAsync();
        using var socket = new SlackSocketConnection(accepted);
        int count;
        lock (gate)
        {
            open.Add(socket);
            count = open.Count;
            counts.Add(count);
        }
        try
        {
            await socket.Send(count > ConnectionsMax ? TooMany() : Hello(count));
            await socket.Read(http.RequestAborted);
        }
        finally
        {
            lock (gate)
                open.Remove(socket);
            socket.GiveUp();
        }
    }

    /// <summary>One attempt to bring an event.</summary>
    internal Task<WebhookResult> Send(
        WebhookCall call, int retry, string? reason, CancellationToken stop)
    {
        SlackSocketConnection socket;
        lock (gate)
        {
            if (open.Count == 0)
                return Task.FromResult(
                    new WebhookResult(null, "no_connection", null, IsRefused: false));
            socket = open[turn++ % open.Count];
        }
        return socket.Ask(Envelope(call, retry, reason), stop);
    }

    private SlackSocketConnection[] Connections()
    {
        lock (gate)
            return [.. open];
    }

    private JsonObject Envelope(WebhookCall call, int retry, string? reason)
    {
        var (type, payload) = Payload(call);
        var envelope = new JsonObject
        {
            ["envelope_id"] = ids.New("envelope-"),
            ["payload"] = payload,
            ["type"] = type,
            ["accepts_response_payload"] = type != "events_api",
        };
        if (type == "events_api")
        {
            envelope["retry_attempt"] = retry;
            envelope["retry_reason"] = reason ?? "";
        }
        return envelope;
    }

    // What would be posted: an event as it is, of a form what is in it.
    private static (string Type, JsonNode Payload) Payload(WebhookCall call)
    {
        var body = Encoding.UTF8.GetString(call.Body.Span);
        if (call.ContentType == "application/json")
            return ("events_api", JsonNode.Parse(body)!);
        using var form = new Microsoft.AspNetCore.WebUtilities.FormReader(body);
        var fields = form.ReadForm();
        if (fields.TryGetValue("payload", out var interaction))
            return ("interactive", JsonNode.Parse(interaction.ToString())!);
        var command = new JsonObject();
        foreach (var (name, value) in fields)
            command[name] = value.ToString();
        return ("slash_commands", command);
    }

    private JsonObject Hello(int count) => new()
    {
        ["type"] = "hello",
        ["num_connections"] = count,
        ["debug_info"] = new JsonObject
        {
            ["host"] = "simulator",
            ["approximate_connection_time"] = 18_060,
        },
        ["connection_info"] = new JsonObject { ["app_id"] = options.AppId },
    };

    private static JsonObject TooMany() => new()
    {
        ["type"] = "disconnect",
        ["reason"] = "too_many_websockets",
    };
}
