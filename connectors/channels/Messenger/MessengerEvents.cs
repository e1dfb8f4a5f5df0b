using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// Reads one event. Meta's events have no type: which it is tells the member it has.
/// https://developers.facebook.com/docs/messenger-platform/reference/webhook-events
/// </summary>
internal static class MessengerEvents
{
    public static readonly ParsedItem.Ignored Malformed = new("malformed event");

    private static readonly ParsedItem.Ignored Nobody = new("no user");
    private static readonly ParsedItem.Ignored NoKind = new("no kind");

    private static readonly string[] Around = ["sender", "recipient", "timestamp", "prior_message"];

    public static ParsedItem Read(JsonElement one, MessengerScope scope)
    {
        if (OfEndpoint(one, scope) is { } notice)
            return notice;
        if (MessengerEnvelope.Read(one, scope) is not { } envelope)
            return Nobody;
        if (one.Has("message"))
            return one.Member("message").Flag("is_echo")
                ? MessengerHandover.Echo(envelope, scope)
                : MessengerMessages.Said(envelope);
        if (MessengerHandover.Concerns(one))
            return MessengerHandover.Read(envelope, scope);
        return Kind(one) switch
        {
            "postback" => Postback(envelope, scope),
            "reaction" => Reaction(envelope),
            "message_edit" => Edited(envelope),
            "delivery" => Delivered(envelope),
            "read" => Read(envelope),
            "referral" => Referral(envelope, one.Member("referral")),
            "optin" => OptIn(envelope, one.Member("optin")),
            "account_linking" => Linked(envelope, one.Member("account_linking")),
            { Length: > 0 and <= Bounds.LabelMax } kind => envelope.Unsupported(kind),
            _ => NoKind,
        };
    }

    private static string? Kind(JsonElement one)
    {
        foreach (var member in one.EnumerateObject())
            if (!Around.Contains(member.Name))
                return member.Name;
        return null;
    }

    /// <summary>What concerns the page and no user.</summary>
    private static ParsedItem? OfEndpoint(JsonElement one, MessengerScope scope)
    {
        var kind = one.Has("policy_enforcement") || one.Has("policy-enforcement")
            ? "policy_enforcement"
            : one.Has("app_roles") ? "app_roles" : null;
        if (kind is null)
            return null;
        var raw = one.GetRawText();
        var time = one.Milliseconds("timestamp") ?? scope.Now.ToUnixTimeMilliseconds();
        return raw.Length <= Bounds.RawMax
            ? new ParsedItem.FromEndpoint($"{scope.Page}:{kind}:{time}", kind, raw)
            : MessengerEnvelope.OutOfBounds;
    }

    private static ParsedItem Postback(MessengerEnvelope envelope, MessengerScope scope)
    {
        var postback = envelope.Whole.Member("postback");
        var payload = postback.Text("payload");
        var referral = postback.Member("referral");
        var metadata = Metadata(referral);
        UserEvent happened;
        if (payload is { Length: > 0 } && payload == scope.GetStarted)
            happened = referral.Text("ref", Bounds.LabelMax) is { } link
                ? new ReferralEvent(link, referral.Text("source", Bounds.LabelMax))
                : new ConversationStartedEvent("get_started");
        else if (payload is { Length: > 0 })
            happened = Choice(payload, postback.Text("title"), referral.Text("ref"));
        else if (postback.Text("title", Bounds.TextMax) is { } title)
            happened = new TextEvent(title);
        else
            return Malformed;
        return postback.Mid() is { } mid
            ? envelope.Item(mid, happened, metadata)
            : envelope.Sign("postback", happened, payload, metadata);
    }

    /// <summary>A choice, with the link the user came by among its parameters.</summary>
    private static ChoiceEvent Choice(string payload, string? title, string? link)
    {
        var choice = ChoicePayload.Parse(payload) with { Title = title };
        if (string.IsNullOrEmpty(link))
            return choice;
        var parameters = new Dictionary<string, string>(choice.Parameters ?? EmptyParameters)
        {
            [ChoicePayload.ReferralKey] = link,
        };
        return choice with { Parameters = parameters };
    }

    private static Dictionary<string, string> EmptyParameters => [];

    private static ParsedItem Reaction(MessengerEnvelope envelope)
    {
        var reaction = envelope.Whole.Member("reaction");
        var name = reaction.Text("reaction", Bounds.LabelMax);
        var action = reaction.Text("action");
        if (reaction.Mid() is not { } mid
            || (reaction.Text("emoji", Bounds.LabelMax) ?? name) is not { } emoji
            || action is not ("react" or "unreact"))
            return Malformed;
        return envelope.Item(
            $"{mid}:{action}:{envelope.Stamp}:{MessengerFields.Clip(name ?? emoji, 20)}",
            new ReactionEvent(mid, emoji, action == "unreact"));
    }

    private static ParsedItem Edited(MessengerEnvelope envelope)
    {
        var edit = envelope.Whole.Member("message_edit");
        if (edit.Mid() is not { } mid || edit.Text("text") is not { } text)
            return Malformed;
        var count = edit.Milliseconds("num_edit");
        return envelope.Item(
            $"{mid}:edit:{count?.ToString(Invariant) ?? envelope.Stamp}",
            new EditedEvent(mid, MessengerFields.Clip(text, Bounds.TextMax)));
    }

    private static IFormatProvider Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private static ParsedItem Delivered(MessengerEnvelope envelope)
    {
        var delivery = envelope.Whole.Member("delivery");
        var mids = new List<string>();
        foreach (var mid in delivery.Items("mids"))
            if (mid.ValueKind == JsonValueKind.String
                && mid.GetString() is { Length: > 0 and <= Bounds.LabelMax } id)
                mids.Add(id);
        var watermark = Watermark(delivery);
        if (mids.Count == 0 && watermark is null)
            return Malformed;
        // More than can be kept were all before the watermark.
        var named = mids.Count is > 0 and <= Bounds.ItemsMax ? mids : null;
        return envelope.Sign(
            "delivery", new DeliveredEvent(named, watermark), Stamp(watermark, mids));
    }

    private static ParsedItem Read(MessengerEnvelope envelope) =>
        Watermark(envelope.Whole.Member("read")) is { } watermark
            ? envelope.Sign("read", new ReadEvent(Watermark: watermark), Stamp(watermark, []))
            : Malformed;

    private static string Stamp(DateTimeOffset? watermark, List<string> mids) =>
        string.Join(
            ':', [watermark?.ToUnixTimeMilliseconds().ToString(Invariant), .. mids.Take(1)]);

    private static DateTimeOffset? Watermark(JsonElement owner) =>
        owner.Milliseconds("watermark") is { } time and > 0
            ? DateTimeOffset.FromUnixTimeMilliseconds(time)
            : null;

    private static ParsedItem Referral(MessengerEnvelope envelope, JsonElement referral)
    {
        var source = referral.Text("source", Bounds.LabelMax);
        // An advertisement may have no ref of its own.
        var link = referral.Text("ref", Bounds.LabelMax) ?? referral.Text("ad_id", Bounds.LabelMax);
        return link is null
            ? envelope.Unsupported("referral")
            : envelope.Sign(
                "referral", new ReferralEvent(link, source), link, Metadata(referral));
    }

    private static ParsedItem OptIn(MessengerEnvelope envelope, JsonElement optIn)
    {
        var topic = optIn.Text("payload", Bounds.LabelMax)
            ?? optIn.Text("ref", Bounds.LabelMax)
            ?? optIn.Text("title", Bounds.LabelMax);
        // Meta writes it with a blank in one place and with a line in another.
        if (optIn.Text("notification_messages_status")?.Replace(' ', '_') == "STOP_NOTIFICATIONS")
            return envelope.Sign("optin", new OptOutEvent(topic), "stop");
        var token = optIn.Text("notification_messages_token", Bounds.LabelMax)
            ?? optIn.Text("one_time_notif_token", Bounds.LabelMax);
        return envelope.Sign("optin", new OptInEvent(topic, token), topic);
    }

    private static ParsedItem Linked(MessengerEnvelope envelope, JsonElement linking) =>
        linking.Text("status") switch
        {
            "linked" => envelope.Sign(
                "account_linking",
                new LoginEvent(linking.Text("authorization_code", Bounds.LabelMax)),
                "linked"),
            "unlinked" => envelope.Sign("account_linking", new LogoutEvent(), "unlinked"),
            _ => envelope.Unsupported("account_linking"),
        };

    /// <summary>What a story may want to know of where the user came from.</summary>
    public static Dictionary<string, string>? Metadata(JsonElement referral)
    {
        var metadata = new Dictionary<string, string>();
        foreach (var name in (string[])["ref", "source", "type", "ad_id", "referer_uri"])
            if (referral.Text(name, Bounds.LabelMax) is { } text)
                metadata[$"messenger.{name}"] = text;
        if (referral.Member("product").Text("id", Bounds.LabelMax) is { } product)
            metadata["messenger.product"] = product;
        return metadata.Count > 0 ? metadata : null;
    }
}
