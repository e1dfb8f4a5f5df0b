using TockOrleans.GrainInterfaces;
using TockOrleans.GrainInterfaces.Streams;
using TockOrleans.Grains.Streams;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <summary>
/// A session's replies on the streams that clients hold open: what is on disk goes to them at
/// once, and to a client that returns what it missed. Runs on the session's scheduler.
/// </summary>
internal sealed class LiveReplies(
    SessionMemory memory,
    ISessionStore store,
    StreamNodes nodes,
    SessionOptions limits,
    TimeProvider clock,
    Action<Exception> broken)
{
    private const int PageMax = 200;

    // Where the reply before the next one is, at the latest.
    private long last = memory.Row.NextSeq - 1;

    /// <summary>Writes that clients have replies that waited for one.</summary>
    public required Func<IEnumerable<long>, Task> HandOver { get; init; }

    /// <summary>Completes when nothing is under way.</summary>
    public Task Idle { get; private set; } = Task.CompletedTask;

    /// <summary>The name of the answer to an event, or of the deferral before it.</summary>
    public string NameOf(EventKey key, bool deferral = false) =>
        TurnName.Of(deferral ? $"deferral/{memory.Name}" : $"answer/{memory.Name}", key);

    /// <summary>Brings replies that are on disk to the clients, behind those before them.</summary>
    public void Push(string responseId, IReadOnlyList<StoredReply> replies)
    {
        if (replies.Count == 0)
            return;
        var after = last;
        last = replies[^1].Seq;
        if (!nodes.AreNone)
            Idle = Push(Idle, new(memory.Name, memory.Handle, responseId, replies, after));
    }

    /// <summary>Brings what waits for a client: perhaps one has it already.</summary>
    public async Task Resume()
    {
        if (memory.Held.Count == 0)
            return;
        try
        {
            foreach (var answer in await Answers(Fresh(memory.Held)))
                Idle = Push(Idle, answer);
        }
        catch (StoreException)
        {
            // They go with what the user does next, or to the next client.
        }
    }

    /// <summary>What a client has not seen.</summary>
    /// <param name="after">Where it was; null: unknown.</param>
    /// <exception cref="StoreException">The store cannot answer.</exception>
    public async Task<MissedReplies> Missed(StreamPosition? after)
    {
        var here = new StreamPosition(memory.Handle, memory.Row.NextSeq - 1);
        if (after is not { } place || (place.Session != 0 && place.Session != here.Session))
            return new MissedReplies(await Answers(Fresh(memory.Held)), here, More: false);
        if (place.Seq >= here.Seq)
            return new MissedReplies([], here, More: false);
        var page = await store.ReadLog(memory.Id, place.Seq, PageMax);
        var more = page.Count == PageMax;
        return new MissedReplies(
            await Answers(Fresh(page)),
            more ? here with { Seq = page[^1].Seq } : here,
            more);
    }

    // What came too late is not news any more.
    private IEnumerable<Entry> Fresh(IEnumerable<Entry> entries)
    {
        var since = clock.GetUtcNow() - limits.KeptFor;
        return entries.Where(entry => entry is { IsEvent: false } && entry.At > since
            && entry.Status is not (EntryStatus.Expired or EntryStatus.Dead));
    }

    private async Task<List<PushedReplies>> Answers(IEnumerable<Entry> replies)
    {
        var answers = new List<PushedReplies>();
        var names = new Dictionary<(long Turn, bool Deferral), string>();
        foreach (var reply in replies)
        {
            var turn = (reply.Turn, reply.Status == EntryStatus.Deferral);
            if (!names.TryGetValue(turn, out var name))
                names[turn] = name = await NameOf(turn.Turn, turn.Item2);
            var stored = new StoredReply(reply.Seq, reply.Body);
            if (answers is [.., var last] && last.ResponseId == name)
                answers[^1] = last with { Replies = [.. last.Replies, stored] };
            else
                answers.Add(new PushedReplies(memory.Name, memory.Handle, name, [stored]));
        }
        return answers;
    }

    private async Task<string> NameOf(long turn, bool deferral)
    {
        var found = await store.ReadLog(memory.Id, turn - 1, 1);
        return NameOf(found is [{ Key: { } key }] ? key : default, deferral);
    }

    private async Task Push(Task before, PushedReplies pushed)
    {
        await before;
        try
        {
            if (await nodes.Push(pushed))
                await HandOver(pushed.Replies.Select(reply => reply.Seq));
        }
        catch (Exception failure)
        {
            broken(failure);
        }
    }
}
