using System.Globalization;
using TockOrleans.Connectors.Contract;
using TockOrleans.Grains.Senders;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <summary>
/// Makes of a channel's echo what the lost answer to the call would have been: the reply is sent,
/// and no second time. Most echoes tell nothing new.
/// </summary>
internal sealed class Echoes(
    SessionMemory memory, ISessionStore store, ReplyPump pump, BotEndpoint endpoint)
{
    // How far back letters are looked for that were given up.
    private const int LookBack = 64;

    /// <summary>What is to be marked; nothing where the outcome was known.</summary>
    /// <exception cref="StoreException">The store cannot answer.</exception>
    public async Task<IReadOnlyList<EntryMark>> Resolve(EchoedEvent echo)
    {
        if (memory.FindSent(echo.MessageId) is not null)
            return [];
        // The answer to the call may be right behind its echo.
        await pump.UnderWay;
        if (memory.FindSent(echo.MessageId) is not null
            || pump.TakeEcho(echo.Reference, echo.MessageId))
            return [];
        var from = Math.Max(0, memory.Row.NextSeq - 1 - LookBack);
        foreach (var entry in await store.ReadLog(memory.Id, from, LookBack))
            if (entry is { Status: EntryStatus.Dead, Reason: DeadReason.Unknown }
                && IdempotencyKey.Of(memory.Name, entry.Seq, entry.Parts) == echo.Reference
                && IsLast(entry))
                return
                [
                    new EntryMark(
                        entry.Seq,
                        EntryStatus.Delivered,
                        0,
                        entry.Parts + 1,
                        VendorIds.Join(entry.VendorId, [echo.MessageId])),
                ];
        return [];
    }

    // A letter of which the rest never left stays one.
    private bool IsLast(Entry entry)
    {
        try
        {
            var context = new RenderContext(
                endpoint.Settings,
                entry.Seq.ToString(CultureInfo.InvariantCulture),
                memory.Row.ReplyAddress);
            return ConnectorRendering.Render(
                endpoint.Connector, MessageCodec.DecodeMessage(entry.Body), context).Count
                == entry.Parts + 1;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
