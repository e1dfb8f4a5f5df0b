using Microsoft.Extensions.Logging;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Broadcasts;

/// <summary>
/// Says a broadcast to some recipients, side by side, and asks what became of it. What a crash
/// takes from memory is found out by saying it again: the sessions know the order.
/// </summary>
internal sealed partial class BroadcastPartGrain(
    [PersistentState("broadcastAudience", GrainStorage.Name)]
    IPersistentState<PartAudience> audience,
    [PersistentState("broadcastOutcomes", GrainStorage.Name)]
    IPersistentState<PartOutcomes> outcomes,
    TimeProvider clock,
    ILogger<BroadcastPartGrain> logger) : Grain, IBroadcastPart
{
    /// <summary>How long a session is waited for; one that takes longer is asked again.</summary>
    private static readonly TimeSpan SessionTimeLimit = TimeSpan.FromSeconds(5);

    private byte[] numbers = [];
    private Dictionary<int, string> reasons = [];
    private bool begun;
    private int next;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        numbers = [.. outcomes.State.Numbers];
        // Who is in it is written first: a crash between leaves nobody's outcome known.
        if (numbers.Length != audience.State.Sessions.Count)
            numbers = new byte[audience.State.Sessions.Count];
        reasons = new Dictionary<int, string>(outcomes.State.Reasons);
        begun = outcomes.State.Begun || numbers.Any(IsSaid);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Fill(IReadOnlyList<string> sessions)
    {
        if (sessions.Count > IBroadcastPart.RecipientsMax)
            throw new ArgumentException(
                $"A part has at most {IBroadcastPart.RecipientsMax} recipients.");
        audience.State = new PartAudience { Sessions = sessions };
        await Write(audience);
        (numbers, reasons, begun) = (new byte[sessions.Count], [], false);
        await WriteOutcomes();
    }

    /// <inheritdoc/>
    public async Task<PartReport> Queue(
        ProactiveOrder order, int most, IReadOnlyList<string> gone)
    {
        var chosen = Choose(IsWaiting, ref next, Math.Min(most, IBroadcastPart.AskedMax));
        if (!begun && chosen.Count > 0)
        {
            begun = true;
            await WriteOutcomes();
        }
        var answers = await Task.WhenAll(chosen.Select(place => Say(place, order)));
        var unavailable = 0;
        for (var index = 0; index < answers.Length; index++)
            if (Outcomes.Of(answers[index]) is { } outcome
                && (outcome != RecipientOutcome.NoEndpoint || IsGone(chosen[index], gone)))
                numbers[chosen[index]] = (byte)outcome;
            else
                unavailable++;
        if (unavailable < answers.Length)
            await WriteOutcomes();
        return new PartReport(Counted(), answers.Length, unavailable);
    }

    /// <inheritdoc/>
    public async Task<PartReport> Forget(IReadOnlyList<string> sessions)
    {
        var kept = audience.State.Sessions.ToArray();
        var forgotten = 0;
        for (var place = 0; place < kept.Length; place++)
            if (sessions.Any(gone => IsOf(kept[place], gone)))
            {
                kept[place] = "";
                Change(place, RecipientOutcome.Erased, null);
                forgotten++;
            }
        if (forgotten > 0)
        {
            // Who must not be said anything comes first, then who it was.
            await WriteOutcomes();
            audience.State = new PartAudience { Sessions = kept };
            await Write(audience);
        }
        return new PartReport(Counted());
    }

    /// <inheritdoc/>
    public Task<RecipientPage> List(RecipientOutcome? outcome, int from, int limit)
    {
        var found = new List<Recipient>();
        var place = Math.Max(0, from);
        for (; place < numbers.Length && found.Count < limit; place++)
            if ((outcome is null || numbers[place] == (byte)outcome)
                && audience.State.Sessions[place].Length > 0)
                found.Add(new Recipient(
                    audience.State.Sessions[place],
                    (RecipientOutcome)numbers[place],
                    reasons.GetValueOrDefault(place)));
        return Task.FromResult(new RecipientPage(found, place < numbers.Length ? place : null));
    }

    /// <inheritdoc/>
    public async Task<bool> Clear()
    {
        if (!audience.RecordExists)
            return false;
        try
        {
            // The other way round than they are written: as long as there is somebody, it is found.
            if (outcomes.RecordExists)
                await outcomes.ClearStateAsync();
            await audience.ClearStateAsync();
        }
        finally
        {
            DeactivateOnIdle();
        }
        return true;
    }

    private static bool IsWaiting(RecipientOutcome outcome) =>
        outcome == RecipientOutcome.Waiting;

    private static bool IsSaid(byte outcome) => (RecipientOutcome)outcome
        is not RecipientOutcome.Waiting and not RecipientOutcome.Erased;

    private static bool IsQueued(RecipientOutcome outcome) => outcome == RecipientOutcome.Queued;

    private static bool IsOpen(RecipientOutcome outcome) => outcome
        is RecipientOutcome.Queued or RecipientOutcome.Sent or RecipientOutcome.Unknown;

    private static bool IsOf(string session, string person) =>
        session == person
        || (session.Length > person.Length
            && session[person.Length] == '/'
            && session.StartsWith(person, StringComparison.Ordinal));

    private bool Change(int place, RecipientOutcome outcome, string? reason)
    {
        if (numbers[place] == (byte)outcome)
            return false;
        numbers[place] = (byte)outcome;
        reasons.Remove(place);
        if (reason is not null)
            reasons[place] = reason;
        return true;
    }

    // From a place on to the end; the next call goes on there, or at the start again.
    private List<int> Choose(Func<RecipientOutcome, bool> isMeant, ref int from, int most)
    {
        var chosen = new List<int>(Math.Max(0, most));
        for (; from < numbers.Length && chosen.Count < most; from++)
            if (isMeant((RecipientOutcome)numbers[from]))
                chosen.Add(from);
        if (chosen.Count < most)
            from = 0;
        return chosen;
    }

    private async Task<ProactiveStatus> Say(int place, ProactiveOrder order)
    {
        try
        {
            return await Session(place).Say(order).WaitAsync(SessionTimeLimit, clock);
        }
        catch (Exception failure)
        {
            // It may have taken it all the same: said again, nothing changes.
            LogNotSaid(logger, failure.GetType().Name);
            return ProactiveStatus.Unavailable;
        }
    }

    private IUserSession Session(int place) =>
        GrainFactory.GetGrain<IUserSession>(audience.State.Sessions[place]);

    private bool IsGone(int place, IReadOnlyList<string> gone) =>
        gone.Count > 0
        && gone.Contains(SessionId.Parse(audience.State.Sessions[place]).Endpoint.ToString());

    private int[] Counted()
    {
        var counts = new int[Outcomes.Count];
        foreach (var number in numbers)
            counts[number]++;
        return counts;
    }

    private Task WriteOutcomes()
    {
        outcomes.State = new PartOutcomes
        {
            Numbers = [.. numbers],
            Reasons = new Dictionary<int, string>(reasons),
            Begun = begun,
        };
        return Write(outcomes);
    }

    private async Task Write<T>(IPersistentState<T> state)
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is in memory may not be on disk: the next activation reads the truth.
            DeactivateOnIdle();
            throw;
        }
    }

    [LoggerMessage(LogLevel.Information, "A session did not take a broadcast now: {Problem}")]
    private static partial void LogNotSaid(ILogger logger, string problem);
}
