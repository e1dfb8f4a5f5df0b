using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Socket Mode: a socket that Slack is asked for with the app's token and that brings what else
/// would be posted to the endpoint's address. Slack gives a socket up every few hours and says so
/// before: the next one is open before the old one closes.
/// https://docs.slack.dev/apis/events-api/using-socket-mode
/// </summary>
internal sealed class SlackConnection : IChannelConnection
{
    /// <summary>Somebody has to put something right in Slack's console.</summary>
    private static readonly TimeSpan RefusedRetry = TimeSpan.FromMinutes(1);

    /// <summary>How long an old socket may stay open when there is no next one.</summary>
    private static readonly TimeSpan LeavingMax = TimeSpan.FromSeconds(30);

    /// <summary>Codes after which asking again may help.</summary>
    private static readonly string[] Passing =
    [
        "ratelimited", "rate_limited", "internal_error", "fatal_error", "request_timeout",
        "service_unavailable", "team_added_to_org", "org_login_required", "too_many_websockets",
    ];

    private sealed record Answer(bool Ok, string? Error, string? Url);

    public IReadOnlyList<string> HostsOf(EndpointSettings settings) =>
        SlackSettings.SocketHosts(settings);

    public ParseResult Read(
        ReadOnlyMemory<byte> message, EndpointSettings settings, DateTimeOffset now) =>
        SlackFrame.Read(message, new SlackScope(settings, now)).Content;

    public async Task<ConnectionEnd> Run(
        EndpointSettings settings, IConnectionHost host, CancellationToken stop)
    {
        var (socket, problem) = await Open(settings, host, stop);
        if (socket is null)
            return problem!;
        host.Opened();
        try
        {
            while (true)
            {
                var reason = await socket.Leaving.WaitAsync(stop);
                if (reason == "link_disabled")
                    return new ConnectionEnd(reason, RefusedRetry);
                if (socket.IsClosed)
                    return new ConnectionEnd(reason);
                (var next, problem) = await Open(settings, host, stop);
                if (next is null)
                {
                    // What Slack still brings over the old one is taken.
                    await socket.Closed.WaitAsync(LeavingMax, host.Clock, stop)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    return problem!;
                }
                var old = socket;
                socket = next;
                await old.DisposeAsync();
            }
        }
        catch (OperationCanceledException)
        {
            return new ConnectionEnd("stopped");
        }
        finally
        {
            await socket.DisposeAsync();
        }
    }

    private static async Task<(SlackSocket? Socket, ConnectionEnd? Problem)> Open(
        EndpointSettings settings, IConnectionHost host, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, SlackSettings.Address(settings, "apps.connections.open"))
        {
            Content = new FormUrlEncodedContent([]),
        };
        request.Headers.TryAddWithoutValidation(
            "Authorization", "Bearer " + settings.Required(SlackSettings.AppToken));
        var reply = await SlackReply.Ask(host.Http, request, Read, stop);
        if (reply is not { Answer: { Ok: true, Url: { } url } })
            return (null, Problem(reply));
        return Uri.TryCreate(url, UriKind.Absolute, out var address)
            ? await SlackSocket.Open(address, settings, host, stop)
            : (null, new ConnectionEnd("no address to connect to"));
    }

    private static ConnectionEnd Problem(SlackReply<Answer> reply) => reply switch
    {
        { Failure: DeliveryOutcome.Unknown unknown } => new ConnectionEnd(unknown.Reason),
        { Failure: not null } => new ConnectionEnd("no connection"),
        { Answer.Error: { } error } => new ConnectionEnd(
            SlackOutcomes.Code(error),
            reply.After ?? (Passing.Contains(error) ? null : RefusedRetry)),
        _ => new ConnectionEnd($"http {(int)reply.Status}", reply.After),
    };

    private static Answer? Read(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        return new Answer(root.Flag("ok"), root.Text("error"), root.Text("url"));
    }
}
