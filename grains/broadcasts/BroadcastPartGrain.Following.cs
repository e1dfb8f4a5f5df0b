using Microsoft.Extensions.Logging;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Grains.Broadcasts;

/// <content>Asks the sessions what became of it.</content>
internal sealed partial class BroadcastPartGrain
{
    private int asking;

    /// <inheritdoc/>
    public async Task<PartReport> Follow(
        string orderId,
        int most,
        bool receipts,
        bool speaks,
        IReadOnlyList<string> gone)
    {
        var chosen = Choose(
            receipts ? IsOpen : IsQueued,
            ref asking,
            Math.Min(most, IBroadcastPart.AskedMax));
        var told = await Task.WhenAll(chosen.Select(place => Ask(place, orderId)));
        var changed = false;
        for (var index = 0; index < told.Length; index++)
            if (told[index] is { Failed: false, Report: var report })
                changed |= Outcomes.Of(report, speaks) is { } known
                    ? Change(chosen[index], known.Outcome, known.Reason)
                    // Whether the channel has what waits there was never told.
                    : IsGone(chosen[index], gone)
                        && Change(chosen[index], RecipientOutcome.Unknown, null);
        if (changed)
            await WriteOutcomes();
        return new PartReport(Counted(), told.Length, told.Count(one => one.Failed));
    }

    /// <inheritdoc/>
    public async Task<PartReport> Close(string orderId, bool speaks)
    {
        var from = 0;
        var chosen = begun ? Choose(IsWaiting, ref from, numbers.Length) : [];
        var told = await Task.WhenAll(chosen.Select(place => Ask(place, orderId)));
        var changed = false;
        var unavailable = 0;
        for (var index = 0; index < told.Length; index++)
            if (told[index] is { Failed: true } or { Report.UnderWay: true })
                unavailable++;
            else if (told[index].Report is { } report)
                changed |= Outcomes.Of(report, speaks) is { } known
                    ? Change(chosen[index], known.Outcome, known.Reason)
                    : Change(chosen[index], RecipientOutcome.Queued, null);
        if (changed)
            await WriteOutcomes();
        return new PartReport(Counted(), told.Length, unavailable);
    }

    private async Task<(bool Failed, ProactiveReport? Report)> Ask(int place, string orderId)
    {
        try
        {
            return (false, await Session(place).Follow(orderId)
                .WaitAsync(SessionTimeLimit, clock));
        }
        catch (Exception failure)
        {
            LogNotAsked(logger, failure.GetType().Name);
            return (true, null);
        }
    }

    [LoggerMessage(LogLevel.Information, "A session did not tell of a broadcast: {Problem}")]
    private static partial void LogNotAsked(ILogger logger, string problem);
}
