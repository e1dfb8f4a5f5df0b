using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>What stands around every event: who, to whom, when.</summary>
internal sealed record MessengerEnvelope(
    JsonElement Whole, MessengerPerson Person, bool FromPage, DateTimeOffset At, string Stamp)
{
    /// <summary>How much of a text stands in an event's id.</summary>
    private const int IdPartMax = 100;

    public static readonly ParsedItem.Ignored OutOfBounds = new("out of bounds");

    /// <summary>Reads it; null where nobody is named.</summary>
    public static MessengerEnvelope? Read(JsonElement whole, MessengerScope scope)
    {
        var sender = whole.Member("sender");
        var from = sender.Id("id");
        var to = whole.Member("recipient").Id("id");
        var fromPage = from == scope.Page;
        var id = fromPage ? to : from;
        var userRef = id is null || id == scope.Page
            ? sender.Text("user_ref", IdPartMax)
                ?? whole.Member("optin").Text("user_ref", IdPartMax)
            : null;
        if (userRef is null && (id is null || id == scope.Page))
            return null;
        var time = whole.Milliseconds("timestamp");
        var at = time is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : scope.Now;
        var person = new MessengerPerson(scope.Page, userRef is null ? id : null, userRef);
        return person.IsUser
            ? new MessengerEnvelope(
                whole, person, fromPage, at, at.ToUnixTimeMilliseconds().ToString(Invariant))
            : null;
    }

    private static IFormatProvider Invariant => System.Globalization.CultureInfo.InvariantCulture;

    /// <summary>An event with an id of its own, such as a message's.</summary>
    public ParsedItem Item(
        string id, UserEvent happened, Dictionary<string, string>? metadata = null)
    {
        var inbound = new InboundEvent(
            $"{Person.Page}:{id}",
            At,
            happened,
            ReplyAddress: Person.Address.Write(),
            Metadata: metadata);
        return BoundsCheck.Excess(inbound) is null
            ? new ParsedItem.FromUser(Person.User, null, inbound, Synchronous: false)
            : OutOfBounds;
    }

    /// <summary>An event that is told apart by who did what when.</summary>
    public ParsedItem Sign(
        string kind,
        UserEvent happened,
        string? more = null,
        Dictionary<string, string>? metadata = null) => Item(
            $"{kind}:{Person.Id ?? Person.UserRef}:{Stamp}"
                + (more is null ? "" : ":" + MessengerFields.Clip(more, IdPartMax)),
            happened,
            metadata);

    /// <summary>What this version has no kind for, as it came.</summary>
    public ParsedItem Unsupported(string kind, string? id = null)
    {
        var raw = Whole.GetRawText();
        if (raw.Length > Bounds.RawMax)
            return OutOfBounds;
        var happened = new UnsupportedEvent(kind, raw);
        return id is null ? Sign(kind, happened) : Item(id, happened);
    }
}
