using Microsoft.Extensions.Logging;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Registry;

/// <summary>
/// Erases persons, one after another, each session through its own grain, so that none that is in
/// memory writes itself anew. It names nobody on the disk: what is left of it after a crash is that
/// somebody began it.
/// </summary>
internal sealed partial class ErasureGrain(
    IConversationArchive archive, ILogger<ErasureGrain> logger) : Grain, IErasure
{
    private const int SessionsAtOnce = 16;
    private const int PageSize = 200;
    private const int Tries = 3;

    /// <summary>How long its outcome can be asked for.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private ErasureProgress? progress;

    /// <inheritdoc/>
    public async Task Begin(ErasureOrder order)
    {
        if (progress is not null)
            return;
        progress = new ErasureProgress(Done: false, 0, 0, 0, Scrubbed: false, null);
        DelayDeactivation(Kept);
        try
        {
            await Audit(order, "begun");
        }
        catch
        {
            // Nothing is erased of which nobody knows.
            progress = null;
            throw;
        }
        _ = Run(order);
    }

    /// <inheritdoc/>
    public Task<ErasureProgress?> GetProgress() => Task.FromResult(progress);

    private async Task Run(ErasureOrder order)
    {
        try
        {
            // First of all: else a broadcast could speak to somebody who is erased already.
            await ForgetInBroadcasts(order.Persons);
            foreach (var person in order.Persons)
            {
                await Erase(person);
                progress = progress! with { Persons = progress.Persons + 1 };
            }
            await archive.Scrub();
            progress = progress! with { Scrubbed = true };
        }
        catch (Exception failure)
        {
            LogFailed(logger, failure);
            progress = progress! with { Problem = failure.GetType().Name };
        }
        try
        {
            await Audit(order, progress is { Failed: 0, Scrubbed: true }
                ? $"erased {progress.Sessions} sessions, files scrubbed"
                : $"erased {progress.Sessions} sessions, {progress.Failed} failed, files"
                    + $" {(progress.Scrubbed ? "scrubbed" : "not scrubbed")}");
        }
        catch (Exception failure)
        {
            LogFailed(logger, failure);
            progress = progress with { Problem = "the audit was not written" };
        }
        progress = progress with { Done = true };
    }

    private async Task Erase(PersonName person)
    {
        SessionId? after = null;
        do
        {
            var page = await archive.FindSessions(new SessionQuery(
                EndpointId.Parse(person.Endpoint), person.User, After: after, Limit: PageSize));
            foreach (var some in page.Sessions.Chunk(SessionsAtOnce))
            {
                var erased = await Task.WhenAll(some.Select(found => Erase(found.Session)));
                var failed = erased.Count(one => !one);
                progress = progress! with
                {
                    Sessions = progress.Sessions + erased.Length - failed,
                    Failed = progress.Failed + failed,
                };
            }
            after = page.Next;
        }
        while (after is not null);
    }

    // Of the bots whose endpoints they are of.
    private async Task ForgetInBroadcasts(IReadOnlyList<PersonName> persons)
    {
        var bots = persons.Select(person => EndpointId.Parse(person.Endpoint))
            .Select(endpoint => (endpoint.Namespace, endpoint.Bot)).ToHashSet();
        foreach (var one in await GrainFactory
            .GetGrain<IBroadcasts>(IBroadcasts.Key).List())
        {
            var id = BroadcastId.Parse(one.Name);
            if (!bots.Contains((id.Namespace, id.Bot)))
                continue;
            var broadcast = GrainFactory.GetGrain<IBroadcast>(one.Name);
            for (int? from = 0; from is { } part;)
                from = await broadcast.Forget(persons, part);
        }
    }

    private async Task<bool> Erase(SessionId session)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                await GrainFactory.GetGrain<IUserSession>(session.ToString()).Erase();
                return true;
            }
            catch (Exception failure) when (attempt < Tries)
            {
                LogAgain(logger, failure.GetType().Name);
            }
            catch (Exception failure)
            {
                LogFailed(logger, failure);
                progress = progress! with { Problem = failure.GetType().Name };
                return false;
            }
    }

    private Task Audit(ErasureOrder order, string outcome) => GrainFactory
        .GetGrain<IAuditTrail>(0)
        .Write(new AuditNote(
            order.Who, order.Role, "erasePersons", string.Empty, order.Persons, outcome));

    [LoggerMessage(LogLevel.Information, "Erasing a session failed ({Kind}); it is tried again")]
    private static partial void LogAgain(ILogger logger, string kind);

    [LoggerMessage(LogLevel.Error, "Erasing persons failed")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
