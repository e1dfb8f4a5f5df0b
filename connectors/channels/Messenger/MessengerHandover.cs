using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// Reads who else speaks with the user: people in the page's inbox and other apps, by the echoes of
/// what they say and by the handover protocol.
/// https://developers.facebook.com/docs/messenger-platform/handover-protocol
/// </summary>
internal static class MessengerHandover
{
    private static readonly ParsedItem.Ignored OwnEcho = new("echo");

    private static readonly string[] Kinds =
        ["pass_thread_control", "take_thread_control", "request_thread_control"];

    /// <summary>Whether an event counts even where somebody else has the conversation.</summary>
    public static bool Concerns(JsonElement one) =>
        one.Member("message").Flag("is_echo") || Kinds.Any(kind => one.Has(kind));

    /// <summary>
    /// A message of the page. Our own proves that Meta has it, by the key that went with it; any
    /// other is a person's or another app's.
    /// </summary>
    public static ParsedItem Echo(MessengerEnvelope envelope, MessengerScope scope)
    {
        var message = envelope.Whole.Member("message");
        if (message.Mid() is not { } mid)
            return MessengerEvents.Malformed;
        var app = message.Id("app_id");
        if (app != scope.App)
            return envelope.Item($"echo:{mid}", new HandoverEvent(HandoverKind.Answered, app));
        return message.Text("metadata", Bounds.LabelMax) is { } reference
            ? envelope.Item($"echo:{mid}", new EchoedEvent(mid, reference))
            : OwnEcho;
    }

    public static ParsedItem Read(MessengerEnvelope envelope, MessengerScope scope)
    {
        var kind = Kinds.First(name => envelope.Whole.Has(name));
        var control = envelope.Whole.Member(kind);
        var before = control.Id("previous_owner_app_id");
        var after = control.Id("new_owner_app_id");
        var (what, party) = kind == "request_thread_control"
            ? (HandoverKind.Requested, control.Id("requested_owner_app_id"))
            : after == scope.App
                ? (HandoverKind.Passed, before)
                // Taken from another app, but not by us: it was not ours to lose, and is not now.
                : (HandoverKind.Taken, after);
        var metadata = control.Text("metadata", Bounds.PayloadMax);
        return envelope.Sign(kind, new HandoverEvent(what, party, metadata), party);
    }
}
