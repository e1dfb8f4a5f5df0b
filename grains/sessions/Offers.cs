using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <summary>
/// What a user may answer with a number: the choices that the bot's last answer showed as numbered
/// text. They stand until the bot answers again; what it says first, or in place of an answer that
/// failed, takes them away only by choices of its own. Runs on the session's scheduler.
/// </summary>
internal sealed class Offers(
    SessionMemory memory, ISessionStore store, BotEndpoint endpoint, ConnectorCatalog connectors)
{
    // An answer is a few entries; in what is older nobody looks for it any more.
    private const int EntriesMax = 100;

    // Null: not read yet.
    private IReadOnlyList<NumberedChoice>? standing;

    /// <summary>Whether anything is ever numbered at an endpoint.</summary>
    public static bool AreAt(BotEndpoint endpoint) =>
        Fallback.Numbers(endpoint.Capabilities) || endpoint.Capabilities.TestUsers;

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
    /// <param name="inbound">What they answer; null: not known any more.</param>
    /// <param name="failed">Whether they stand for an answer that failed.</param>
    public void Take(IReadOnlyList<BotMessage> said, InboundEvent? inbound, bool failed)
    {
        // What is not read yet is read with this in it.
        if (standing is not null)
            standing = After(standing, said, inbound, failed);
    }

    private IReadOnlyList<NumberedChoice> After(
        IReadOnlyList<NumberedChoice> before,
        IReadOnlyList<BotMessage> said,
        InboundEvent? inbound,
        bool failed)
    {
        var shows = CapabilitiesOf(inbound?.ActsAs);
        var answers = !failed && inbound is null or { Event.IsOfUser: true };
        var offered = said.Select(message => Numbered(message, shows))
            .LastOrDefault(choices => choices.Count > 0);
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
            .Aggregate((IReadOnlyList<NumberedChoice>)[], (before, turn) =>
            {
                var @event = events.GetValueOrDefault(turn.Key);
                return After(
                    before,
                    [.. turn.Select(reply => MessageCodec.DecodeMessage(reply.Body))],
                    @event is null ? null : MessageCodec.DecodeInbound(@event.Body),
                    @event is { Status: EntryStatus.Failed });
            });
    }

    // A test user sees what the channel shows that is played.
    private Capabilities CapabilitiesOf(string? actsAs) =>
        actsAs is not null && connectors.Find(actsAs) is { } played
            ? played.Description.Capabilities
            : endpoint.Capabilities;

    private static IReadOnlyList<NumberedChoice> Numbered(
        BotMessage message, Capabilities shows) =>
        message is TextMessage { Buttons: null, Suggestions: null } || !Fallback.Numbers(shows)
            ? []
            : Fallback.Adapt(message, shows).Choices;

    private static bool IsSomething(BotMessage message) =>
        message is not (TypingMessage or MetadataMessage);
}
