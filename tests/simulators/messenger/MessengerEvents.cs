using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Messenger;

/// <summary>
/// Brings events to the bot:
/// https://developers.facebook.com/docs/messenger-platform/reference/webhook-events.
/// </summary>
internal sealed class MessengerEvents(MessengerState state, WebhookSender webhook)
{
    private readonly MessengerOptions options = state.Options;

    /// <summary>Whether the bot has a webhook, and the app is on the page.</summary>
    public bool CanSend => webhook.Url is not null && state.Subscribed is not null;

    /// <summary>An event from a user, all but what happened.</summary>
    public JsonObject OfUser(string user, string kind, JsonNode happened) =>
        Of(user, options.PageId, kind, happened);

    /// <summary>An event from the page, all but what happened.</summary>
    public JsonObject OfPage(string user, string kind, JsonNode happened) =>
        Of(options.PageId, user, kind, happened);

    /// <summary>
    /// Brings what a user did: to who has the conversation, and to the others to read along.
    /// </summary>
    public WebhookDelivery Send(string user, JsonObject happened, TimeSpan after = default) =>
        Post(
            happened["message"]?["mid"]?.GetValue<string>() ?? state.New("ev_"),
            state.Thread(user).Owner == options.AppId ? "messaging" : "standby",
            after,
            happened);

    /// <summary>Brings several in one request, in the order given.</summary>
    public WebhookDelivery Batch(IReadOnlyList<JsonObject> happened) =>
        Post(state.New("batch_"), "messaging", default, [.. happened]);

    public WebhookDelivery Post(
        string id, string place, TimeSpan after, params JsonNode[] happened)
    {
        var body = new JsonObject
        {
            ["object"] = "page",
            ["entry"] = new JsonArray(new JsonObject
            {
                ["id"] = options.PageId,
                ["time"] = state.Now,
                [place] = new JsonArray(happened),
            }),
        };
        var bytes = MessengerSigner.Escape(body.ToJsonString(SimulatorJson.Options));
        return webhook.Send(new WebhookCall(id, bytes, Then: TakeOff), after);
    }

    // After an hour of failures Meta takes the app off the page.
    private void TakeOff(WebhookDelivery delivery)
    {
        if (!delivery.IsAcknowledged)
            state.Subscribed = null;
    }

    private JsonObject Of(string from, string to, string kind, JsonNode happened) => new()
    {
        ["sender"] = new JsonObject { ["id"] = from },
        ["recipient"] = new JsonObject { ["id"] = to },
        ["timestamp"] = state.Now,
        [kind] = happened,
    };
}
