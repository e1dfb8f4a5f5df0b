using TockOrleans.Messages;

namespace TockOrleans.Stores.Tests;

/// <summary>A session store as simple as can be, to compare a real one with.</summary>
internal sealed class SessionModel
{
    private static readonly EntryStatus[] ReplyStates =
    [
        EntryStatus.Pending, EntryStatus.Armed, EntryStatus.Held, EntryStatus.Sent,
        EntryStatus.Dead,
    ];

    /// <summary>From which statuses a mark leads to another.</summary>
    private static readonly Dictionary<EntryStatus, EntryStatus[]> Leads = new()
    {
        [EntryStatus.Pending] = [EntryStatus.Pending],
        [EntryStatus.Sent] = [EntryStatus.Pending, EntryStatus.Armed],
        [EntryStatus.Dead] = [EntryStatus.Pending, EntryStatus.Armed, EntryStatus.Sent],
        [EntryStatus.Held] = [],
    };

    private readonly Dictionary<SessionId, Held> sessions = [];
    private readonly Dictionary<SessionId, HashSet<EventKey>> erased = [];

    public Held? Find(SessionId session) => sessions.GetValueOrDefault(session);

    public IEnumerable<EventKey> Erased(SessionId session) =>
        erased.GetValueOrDefault(session) ?? [];

    public void Erase(SessionId session)
    {
        if (!sessions.Remove(session, out var held))
            return;
        if (!erased.TryGetValue(session, out var keys))
            erased[session] = keys = [];
        keys.UnionWith(held.Log.Values.Where(e => e.IsEvent).Select(e => e.Key!.Value));
    }

    /// <summary>A commit that is mostly good, and now and then late or a repetition.</summary>
    public SessionCommit Invent(SessionId session, Random random)
    {
        var held = Find(session);
        var seq = held?.Row.NextSeq ?? 1;
        var version = (held?.Row.Version ?? 0) + (random.Next(12) == 0 ? random.Next(3) : 1);
        var added = new List<Entry>();
        for (var count = random.Next(4); count > 0; count--)
        {
            var arrival = seq++;
            var id = random.Next(15) == 0 ? 1 : arrival;
            added.Add(Make.Event(
                arrival, $"e{id}", random.Next(2) == 0 ? EntryStatus.Open : EntryStatus.Done));
            for (var replies = random.Next(3); replies > 0; replies--)
                added.Add(Make.Reply(
                    seq++, arrival, ReplyStates[random.Next(ReplyStates.Length)], $"r{seq}"));
        }
        var changed = held is null || held.Log.Count == 0 ? [] : held.Log.Values
            .Where(_ => random.Next(4) == 0)
            .Select(entry => entry.IsEvent
                ? new EntryChange(entry.Seq, EntryStatus.Done, entry.Attempts + 1)
                : new EntryChange(
                    entry.Seq,
                    ReplyStates[random.Next(ReplyStates.Length)],
                    entry.Attempts + 1,
                    random.Next(2) == 0 ? null : held.Row.NextSeq - 1))
            .ToList();
        return new SessionCommit(
            session,
            held?.Handle ?? 0,
            Make.Row(
                Math.Max(1, version),
                $"state {version}",
                seq,
                random.Next(2) == 0 ? null : Make.Noon.AddSeconds(random.Next(100))) with
            {
                PausedUntil = random.Next(3) == 0 ? Make.Noon.AddHours(random.Next(9)) : null,
            },
            added,
            changed);
    }

    /// <summary>What the store should say to a commit; takes it over where that is yes.</summary>
    public string Apply(SessionCommit commit, long? handle)
    {
        var held = Find(commit.Session);
        if (commit.Row.Version != (held?.Row.Version ?? 0) + 1)
            return nameof(CommitResult.Conflict);
        var log = held?.Log ?? [];
        var keys = log.Values.Where(e => e.IsEvent).Select(e => e.Key!.Value).ToHashSet();
        if (commit.Added.Any(entry => entry.Key is { } key && !keys.Add(key)))
            return nameof(CommitResult.Duplicate);
        foreach (var entry in commit.Added)
            log.Add(entry.Seq, entry);
        foreach (var change in commit.Changed)
            log[change.Seq] = log[change.Seq] with
            {
                Status = change.Status,
                Attempts = change.Attempts,
                Turn = change.Turn ?? log[change.Seq].Turn,
            };
        sessions[commit.Session] = new Held(handle ?? 0, commit.Row, log);
        return nameof(CommitResult.Committed);
    }

    /// <summary>Marks of some entries, now and then from another version or of none.</summary>
    public SessionMarks InventMarks(SessionId session, Random random)
    {
        var held = Find(session);
        var seqs = held?.Log.Keys.Where(_ => random.Next(3) == 0).ToList() ?? [];
        if (random.Next(4) == 0)
            seqs.Add(1_000_000);
        return new SessionMarks(
            session,
            held?.Handle ?? 1_000_000,
            [.. seqs.Select(seq => new EntryMark(
                seq,
                Leads.Keys.ElementAt(random.Next(Leads.Count)),
                random.Next(5),
                random.Next(3),
                random.Next(2) == 0 ? null : $"id{seq}",
                random.Next(2) == 0 ? null : $"why{seq}"))],
            (held?.Row.Version ?? 0) - (random.Next(4) == 0 ? 1 : 0),
            random.Next(2) == 0 ? null : Make.Noon.AddSeconds(random.Next(100)));
    }

    /// <summary>Takes marks over.</summary>
    public void Apply(SessionMarks marks)
    {
        if (Find(marks.Session) is not { } held)
            return;
        foreach (var mark in marks.Marks)
            if (held.Log.TryGetValue(mark.Seq, out var entry)
                && Leads[mark.Status].Contains(entry.Status))
                held.Log[mark.Seq] = entry with
                {
                    Status = mark.Status,
                    Attempts = Math.Max(entry.Attempts, mark.Attempts),
                    Parts = Math.Max(entry.Parts, mark.Parts),
                    VendorId = mark.VendorId ?? entry.VendorId,
                    Reason = mark.Reason ?? entry.Reason,
                };
        if (held.Row.Version == marks.Version)
            sessions[marks.Session] = held with { Row = held.Row with { Due = marks.Due } };
    }

    internal sealed record Held(long Handle, SessionRow Row, SortedDictionary<long, Entry> Log);
}
