using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// Writes what a story made in Messenger's own format: a body of the Send API, its member
/// <c>message</c> alone, or a call of the handover protocol by its name.
/// </summary>
internal static class MessengerNative
{
    public static IReadOnlyList<string> Write(NativeMessage native, RenderContext context)
    {
        if (MessengerJson.Read(native.Json) is not { Count: > 0 } given)
            return [];
        if (MessengerCall.ControlOf(given) is not null || given.ContainsKey("sender_action"))
            return [MessengerJson.Write(given)];
        var body = given["message"] is JsonObject ? given : new JsonObject { ["message"] = given };
        if (MessengerButtons.Offer(native.Suggestions) is { } offer)
            ((JsonObject)body["message"]!)["quick_replies"] = offer;
        return [MessengerJson.Write(MessengerSend.Dress(body, native, context))];
    }
}
