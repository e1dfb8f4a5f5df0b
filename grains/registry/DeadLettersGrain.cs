using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Registry;

/// <summary>
/// Finds an endpoint's dead letters in the store and asks their sessions to replay them. It keeps
/// nothing; whether a letter is still one is for its session to say. Reentrant, so that a long
/// replay does not hold up those who look.
/// </summary>
[Reentrant]
internal sealed partial class DeadLettersGrain(
    ISessionStore store, ILogger<DeadLettersGrain> logger) : Grain, IDeadLetters
{
    /// <summary>How many sessions replay at a time.</summary>
    private const int SessionsAtOnce = 16;

    private EndpointId endpoint;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        endpoint = EndpointId.Parse(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DeadLetterInfo>> List(
        string? reason, DeadLetterName? after, int limit)
    {
        var found = await store.FindDead(new DeadLetterQuery(
            endpoint,
            reason,
            after is { } last ? SessionId.Parse(last.Session) : null,
            after?.Seq ?? 0,
            Math.Clamp(limit, 1, IDeadLetters.PageMax)));
        return [.. found.Select(letter => new DeadLetterInfo(
            new DeadLetterName(letter.Session.ToString(), letter.Reply.Seq),
            letter.Reply.At,
            letter.Reply.Attempts,
            letter.Reply.Reason ?? "",
            letter.Reply.Body))];
    }

    /// <inheritdoc/>
    public async Task<int> Replay(string? reason, int limit)
    {
        limit = Math.Clamp(limit, 1, IDeadLetters.PageMax);
        var queued = 0;
        DeadLetter? last = null;
        while (queued < limit)
        {
            var page = await store.FindDead(new DeadLetterQuery(
                endpoint, reason, last?.Session, last?.Reply.Seq ?? 0, limit - queued));
            foreach (var sessions in page.GroupBy(letter => letter.Session).Chunk(SessionsAtOnce))
                queued += (await Task.WhenAll(sessions.Select(Replay))).Sum();
            if (page.Count == 0)
                break;
            // What did not become queued stays behind the cursor: nothing is tried twice.
            last = page[^1];
        }
        return queued;
    }

    // One session's letters, one after another, so that they leave in their order.
    private async Task<int> Replay(IGrouping<SessionId, DeadLetter> letters)
    {
        var queued = 0;
        try
        {
            var session = GrainFactory.GetGrain<IUserSession>(letters.Key.ToString());
            foreach (var letter in letters)
                if (await session.Replay(letter.Reply.Seq))
                    queued++;
        }
        catch (Exception failure)
        {
            // One session in trouble does not keep the others' letters back; its own stay dead.
            LogNotReplayed(logger, failure, endpoint);
        }
        return queued;
    }

    [LoggerMessage(LogLevel.Warning, "Dead letters of a session of {Endpoint} were not replayed")]
    private static partial void LogNotReplayed(
        ILogger logger, Exception failure, EndpointId endpoint);
}
