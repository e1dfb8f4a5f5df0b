using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TockOrleans.GrainInterfaces;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Retention;

/// <summary>
/// A round: the audit, then the log session by session, then those sessions of which nothing is
/// left, and last what all these left in the store's files. It keeps nothing: after a crash the
/// next round finds what is still there.
/// </summary>
internal sealed partial class RetentionGrain(
    IConversationArchive archive,
    IOptions<RetentionOptions> options,
    TimeProvider clock,
    ILogger<RetentionGrain> logger) : Grain, IRetention
{
    private const int AuditAtOnce = 1_000;
    private const int SessionsAtOnce = 16;
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    private DateTimeOffset began = DateTimeOffset.MinValue;
    private bool isUnderWay;
    private long next;
    private long entries;
    private long sessions;
    private long notes;
    private Task scrubbing = Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<bool> Step()
    {
        var now = clock.GetUtcNow();
        if (!isUnderWay)
        {
            if (now - began < Every || !scrubbing.IsCompleted)
                return false;
            (isUnderWay, began, next, entries, sessions, notes) = (true, now, 0, 0, 0, 0);
        }
        var pruned = await archive.PruneAudit(began - options.Value.Audit, AuditAtOnce);
        notes += pruned;
        if (pruned == AuditAtOnce)
            return true;
        if (options.Value.Conversations is { } kept && await StepOfLog(began - kept))
            return true;
        isUnderWay = false;
        if (entries + sessions + notes > 0)
        {
            LogRemoved(logger, entries, sessions, notes);
            scrubbing = Scrub();
        }
        return false;
    }

    private async Task<bool> StepOfLog(DateTimeOffset before)
    {
        var step = await archive.PruneLog(before, next);
        entries += step.Entries;
        foreach (var some in step.Silent.Chunk(SessionsAtOnce))
            sessions += (await Task.WhenAll(some.Select(Erase))).Count(erased => erased);
        next = step.Next ?? 0;
        return step.Next is not null;
    }

    // Through its grain: one in memory would write itself anew.
    private async Task<bool> Erase(SilentSession silent)
    {
        try
        {
            return await GrainFactory.GetGrain<IUserSession>(silent.Session.ToString())
                .EraseAt(silent.Version);
        }
        catch (Exception failure)
        {
            LogNotErased(logger, failure.GetType().Name);
            return false;
        }
    }

    // Longer than a call may take.
    private async Task Scrub()
    {
        try
        {
            await archive.Scrub();
        }
        catch (Exception failure)
        {
            LogNotScrubbed(logger, failure);
        }
    }

    [LoggerMessage(
        LogLevel.Information,
        "Kept long enough and removed: {Entries} entries of the log, {Sessions} sessions,"
        + " {Notes} lines of the audit")]
    private static partial void LogRemoved(
        ILogger logger, long entries, long sessions, long notes);

    [LoggerMessage(
        LogLevel.Warning, "{Failure}: an old session was not removed; it is tried again in a day")]
    private static partial void LogNotErased(ILogger logger, string failure);

    [LoggerMessage(
        LogLevel.Warning,
        "What was removed may still be in unused parts of the store's files; it is tried again"
        + " with the next that is removed")]
    private static partial void LogNotScrubbed(ILogger logger, Exception failure);
}
