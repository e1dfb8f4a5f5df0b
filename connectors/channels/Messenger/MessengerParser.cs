using System.Text.Json;
using System.Text.Unicode;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// Reads a batch: up to a thousand events of many users, in no order that Meta promises. Those of
/// one user are put in the order of their times; a bad one is ignored by its reason.
/// https://developers.facebook.com/docs/messenger-platform/webhooks
/// </summary>
internal sealed class MessengerParser : IEventParser
{
    private static readonly ParsedItem.Ignored NoObject = new("no object");
    private static readonly ParsedItem.Ignored OtherObject = new("not of a page");
    private static readonly ParsedItem.Ignored OtherPage = new("other page");
    private static readonly ParsedItem.Ignored Change = new("page change");
    private static readonly ParsedItem.Ignored Standby = new("standby");
    private static readonly ParsedItem.Ignored NoUnicode = new("no Unicode text");
    private static readonly ParsedItem.Ignored NoEvents = new("no events");

    public ParseResult Parse(
        WebhookRequest request,
        EndpointSettings settings,
        Verification.Verified proof,
        DateTimeOffset now)
    {
        if (request.Path.Length > 0)
            return new ParseResult.Malformed("nothing is at this address", 404);
        if (request.Method != "POST")
            return new ParseResult.Malformed("only POST is taken here", 405);
        if (request.Body.IsEmpty)
            return new ParseResult.Malformed("the body is empty");
        if (!Utf8.IsValid(request.Body.Span))
            return new ParseResult.Malformed("the body is not UTF-8");
        try
        {
            using var json = JsonDocument.Parse(request.Body, MessengerJson.Reading);
            return Read(json.RootElement, new MessengerScope(settings, now));
        }
        catch (JsonException)
        {
            return new ParseResult.Malformed("the body is not JSON, or deeper than 64");
        }
        catch (InvalidOperationException)
        {
            return new ParseResult.Malformed("the body has a name that is not Unicode text");
        }
    }

    private static ParseResult Read(JsonElement root, MessengerScope scope)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return new ParseResult.Malformed("the body is no JSON object");
        if (root.Text("object") is not { } about)
            return new ParseResult.Malformed("'object' is missing");
        if (about != "page")
            return new ParseResult.Events([OtherObject]);
        if (root.Member("entry").ValueKind != JsonValueKind.Array)
            return new ParseResult.Malformed("'entry' is missing");
        var items = new List<ParsedItem>();
        foreach (var entry in root.Items("entry"))
            Add(entry, scope, items);
        return new ParseResult.Events(InOrder(items));
    }

    private static void Add(JsonElement entry, MessengerScope scope, List<ParsedItem> items)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            items.Add(NoObject);
            return;
        }
        var ours = entry.Id("id") == scope.Page;
        var before = items.Count;
        foreach (var one in entry.Items("messaging"))
            items.Add(ours ? One(one, scope, standby: false) : OtherPage);
        foreach (var one in entry.Items("standby"))
            items.Add(ours ? One(one, scope, standby: true) : OtherPage);
        foreach (var _ in entry.Items("changes"))
            items.Add(ours ? Change : OtherPage);
        if (items.Count == before)
            items.Add(ours ? NoEvents : OtherPage);
    }

    private static ParsedItem One(JsonElement one, MessengerScope scope, bool standby)
    {
        if (one.ValueKind != JsonValueKind.Object)
            return NoObject;
        try
        {
            // Somebody else has the conversation: what the user says is for them.
            return standby && !MessengerHandover.Concerns(one)
                ? Standby
                : MessengerEvents.Read(one, scope);
        }
        catch (InvalidOperationException)
        {
            // Half a character in a name: \ud83d alone.
            return NoUnicode;
        }
    }

    /// <summary>
    /// Each user's events in the order of their times, in the places they had; of one time, as they
    /// came.
    /// </summary>
    private static ParsedItem[] InOrder(List<ParsedItem> items)
    {
        var ordered = items.ToArray();
        var users = items.Index().Where(at => at.Item is ParsedItem.FromUser)
            .Select(at => (at.Index, Item: (ParsedItem.FromUser)at.Item))
            .GroupBy(at => at.Item.User, StringComparer.Ordinal);
        foreach (var user in users)
        {
            var sorted = user.OrderBy(at => at.Item.Inbound.At).Select(at => at.Item);
            foreach (var ((place, _), item) in user.Zip(sorted))
                ordered[place] = item;
        }
        return ordered;
    }
}
