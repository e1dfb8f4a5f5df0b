using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <summary>
/// What a user may answer with a number: the choices that the bot's last answer showed as numbered
/// text. They stand until the bot answers again; what it says first, or in place of an answer that
/// failed, takes them away only by choices of its own. Runs on the session's scheduler.
/// </summary>
internal sealed class Offers(SessionMemory memory, ISessionStore store, BotEndpoint endpoint)
{
    // An answer is a few entries; in what is older nobody looks for it any more.
    private const int EntriesMax = 100;

    // Null: not read yet.
    private IReadOnlyList<NumberedChoice>? standing;

    /// <summary>The choice that an event names, where it is a text that names one.</summary>
    /// <exception cref="StoreException">The store cannot answer.</exception>
    public async Task<UserEvent?> Find(UserEvent @event)
    {
        if (@event is not TextEvent { Text: var text })
            return null;
        standing ??= await Read();
        return NumberedChoice.Find(standing, text)?.ToEvent();
    }

    /// <summary>Takes what the bot said, once it is on disk.</summary>
    /// <param name="said">The messages of one turn, in order.</param>
    /// <param name="answers">Whether they answer something the user did.</param>
    public void Take(IReadOnlyList<BotMessage> said, bool answers)
    {
        // What is not read yet is read with this in it.
        if (standing is not null)
            standing = After(standing, said, answers);
    }

    private IReadOnlyList<NumberedChoice> After(
        IReadOnlyList<NumberedChoice> before, IReadOnlyList<BotMessage> said, bool answers)
    {
        var offered = said.Select(Numbered).LastOrDefault(choices => choices.Count > 0);
        return offered ?? (answers && said.Any(IsSomething) ? [] : before);
    }

    private async Task<IReadOnlyList<NumberedChoice>> Read()
    {
        var last = memory.Row.NextSeq - 1;
        if (last == 0)
            return [];
        var log = await store.ReadLog(memory.Id, Math.Max(0, last - EntriesMax), EntriesMax);
        var events = log.Where(entry => entry.IsEvent).ToDictionary(entry => entry.Seq);
        return log
            .Where(entry => entry is { IsEvent: false, Status: not EntryStatus.Deferral })
            .GroupBy(reply => reply.Turn)
            .Aggregate((IReadOnlyList<NumberedChoice>)[], (before, turn) => After(
                before,
                [.. turn.Select(reply => MessageCodec.DecodeMessage(reply.Body))],
                !events.TryGetValue(turn.Key, out var @event) || Answers(@event)));
    }

    private static bool Answers(Entry @event) => @event.Status != EntryStatus.Failed
        && MessageCodec.DecodeInbound(@event.Body).Event.IsOfUser;

    private IReadOnlyList<NumberedChoice> Numbered(BotMessage message) =>
        message is TextMessage { Buttons: null, Suggestions: null }
            ? []
            : Fallback.Adapt(message, endpoint.Capabilities).Choices;

    private static bool IsSomething(BotMessage message) =>
        message is not (TypingMessage or MetadataMessage);
}
