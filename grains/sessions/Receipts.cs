using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <summary>
/// Finds the replies a receipt speaks of. Receipts come late, twice, in any order, and may be here
/// before the answer to the call that sent the reply.
/// </summary>
internal sealed class Receipts(SessionMemory memory, ISessionStore store, ReplyPump pump)
{
    // How far back replies are looked for that are not in memory.
    private const int LookBack = 256;

    /// <summary>What is to be marked; nothing where no reply is known by those ids.</summary>
    /// <exception cref="StoreException">The store cannot answer.</exception>
    public async Task<IReadOnlyList<EntryMark>> Resolve(UserEvent receipt)
    {
        (EntryStatus Status, IReadOnlyList<string>? Ids, DateTimeOffset? Watermark) said =
            receipt switch
            {
                ReadEvent read => (EntryStatus.Read, read.MessageIds, read.Watermark),
                DeliveredEvent got => (EntryStatus.Delivered, got.MessageIds, got.Watermark),
                UndeliveredEvent failed => (EntryStatus.Dead, failed.MessageIds, null),
                _ => default,
            };
        var reason = receipt is UndeliveredEvent { Reason: var code }
            ? DeadReason.Undelivered(code)
            : null;
        HashSet<long> found = [];
        var missed = new List<string>();
        foreach (var id in said.Ids ?? [])
            if (memory.FindSent(id) is { } seq)
                found.Add(seq);
            else
                missed.Add(id);
        if (missed.Count > 0 || said.Watermark is not null)
        {
            await pump.UnderWay;
            foreach (var entry in await store.ReadLog(
                memory.Id, Math.Max(0, memory.Row.NextSeq - 1 - LookBack), LookBack))
                if (IsMeant(entry, missed, said.Watermark))
                    found.Add(entry.Seq);
            foreach (var id in missed)
                if (memory.FindSent(id) is { } seq)
                    found.Add(seq);
        }
        return [.. found.Select(seq => new EntryMark(seq, said.Status, 0, Reason: reason))];
    }

    private static bool IsMeant(Entry entry, List<string> ids, DateTimeOffset? watermark) =>
        !entry.IsEvent && entry.VendorId is { } known
        && (entry.At <= watermark || ids.Exists(id => VendorIds.Contains(known, id)));
}
