using Microsoft.Extensions.Logging;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Proactive;

/// <summary>Asks the sessions and broadcasts of the cluster.</summary>
internal sealed partial class ProactiveClient(
    IClusterClient cluster, TimeProvider clock, ILogger<ProactiveClient> logger) : IProactive
{
    // Told apart from the ids of a channel's events, which nobody can choose against.
    private const string OrderPrefix = "say:";

    public Task<ProactiveStatus> Say(
        EndpointId endpoint,
        string user,
        string orderId,
        ProactiveEvent what,
        CancellationToken stop) =>
        SessionId.TryCreate(endpoint, user, null, out var session)
            ? Say(session, orderId, what, stop)
            : throw new ArgumentException("no user of an endpoint can have that id", nameof(user));

    public async Task<ProactiveStatus> Say(
        SessionId session, string orderId, ProactiveEvent what, CancellationToken stop)
    {
        Refuse(ProactiveCheck.OfOrderId(orderId), nameof(orderId));
        Refuse(ProactiveCheck.Problem(what), nameof(what));
        var name = OrderPrefix + orderId;
        var order = new ProactiveOrder(
            name, MessageCodec.Encode(ProactiveCheck.Inbound(name, what, clock.GetUtcNow())));
        try
        {
            return await Session(session).Say(order).WaitAsync(stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            LogNotSaid(logger, failure.GetType().Name, session.Endpoint);
            return ProactiveStatus.Unavailable;
        }
    }

    public Task<ProactiveReport?> Follow(SessionId session, string orderId) =>
        Session(session).Follow(OrderPrefix + orderId);

    public Task<BroadcastAnswer> CreateBroadcast(
        BroadcastId id,
        IReadOnlyList<string> endpoints,
        ProactiveEvent what,
        BroadcastShape? shape)
    {
        if (ProactiveCheck.Problem(what) is { } problem)
            return Task.FromResult(
                new BroadcastAnswer(BroadcastAnswerStatus.Invalid, problem));
        shape ??= new BroadcastShape();
        return Broadcast(id).Create(new BroadcastPlan(
            endpoints,
            MessageCodec.Encode(ProactiveCheck.Inbound("", what, DateTimeOffset.UnixEpoch)),
            shape.Rate,
            shape.Query,
            shape.Title,
            shape.Until));
    }

    public async Task<BroadcastAnswer> UploadAudience(
        BroadcastId id, IAsyncEnumerable<SessionId> recipients, CancellationToken stop)
    {
        var upload = new AudienceUpload(Broadcast(id));
        if (await upload.Begin() is { Status: not BroadcastAnswerStatus.Done } refused)
            return refused;
        var kept = false;
        try
        {
            await foreach (var recipient in recipients.WithCancellation(stop))
                if (await upload.Add(recipient) is { } problem)
                    return problem;
            var answer = await upload.Keep();
            kept = answer.Status == BroadcastAnswerStatus.Done;
            return answer;
        }
        finally
        {
            if (!kept)
                await upload.GiveUp();
        }
    }

    public IBroadcast Broadcast(BroadcastId id) => id.IsValid
        ? cluster.GetGrain<IBroadcast>(id.ToString())
        : throw new ArgumentException("it does not name a broadcast", nameof(id));

    private IUserSession Session(SessionId session) =>
        cluster.GetGrain<IUserSession>(session.ToString());

    private static void Refuse(string? problem, string parameter)
    {
        if (problem is not null)
            throw new ArgumentException(problem, parameter);
    }

    [LoggerMessage(LogLevel.Warning, "An order for a user of {Endpoint} had no answer: {Problem}")]
    private static partial void LogNotSaid(ILogger logger, string problem, EndpointId endpoint);
}
