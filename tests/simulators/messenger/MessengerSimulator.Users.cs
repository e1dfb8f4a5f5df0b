using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Messenger;

/// <content>What users do, and people in the page's inbox.</content>
public sealed partial class MessengerSimulator
{
    /// <summary>A user writes.</summary>
    /// <exception cref="InvalidOperationException">The webhook is not known yet.</exception>
    public WebhookDelivery Say(string user, string text, string? replyTo = null) =>
        Send(user, Said(user, text, replyTo));

    /// <summary>What it looks like when a user writes; to be sent in a batch.</summary>
    public JsonObject Said(string user, string text, string? replyTo = null)
    {
        var message = new JsonObject { ["mid"] = state.New("m_"), ["text"] = text };
        if (replyTo is not null)
            message["reply_to"] = new JsonObject { ["mid"] = replyTo };
        return events.OfUser(user, "message", message);
    }

    /// <summary>A user taps a quick reply.</summary>
    public WebhookDelivery Choose(string user, string title, string payload) => Send(
        user,
        events.OfUser(user, "message", new JsonObject
        {
            ["mid"] = state.New("m_"),
            ["text"] = title,
            ["quick_reply"] = new JsonObject { ["payload"] = payload },
        }));

    /// <summary>A user presses a button, or Get Started (<c>GET_STARTED</c>).</summary>
    public WebhookDelivery Press(string user, string title, string payload, string? link = null)
    {
        var postback = new JsonObject
        {
            ["mid"] = state.New("m_"),
            ["title"] = title,
            ["payload"] = payload,
        };
        if (link is not null)
            postback["referral"] = new JsonObject
            {
                ["ref"] = link,
                ["source"] = "SHORTLINK",
                ["type"] = "OPEN_THREAD",
            };
        return Send(user, events.OfUser(user, "postback", postback));
    }

    /// <summary>A user sends a file: <c>image</c>, <c>audio</c>, <c>sticker</c> …</summary>
    public WebhookDelivery Attach(string user, string type, string url) => Send(
        user,
        events.OfUser(user, "message", new JsonObject
        {
            ["mid"] = state.New("m_"),
            ["attachments"] = new JsonArray(new JsonObject
            {
                ["type"] = type,
                ["payload"] = new JsonObject { ["url"] = url },
            }),
        }));

    /// <summary>A user puts an emoji to a message, or takes it back.</summary>
    public WebhookDelivery React(string user, string mid, string emoji, bool removed = false) =>
        Send(user, events.OfUser(user, "reaction", new JsonObject
        {
            ["reaction"] = "other",
            ["emoji"] = emoji,
            ["action"] = removed ? "unreact" : "react",
            ["mid"] = mid,
        }));

    /// <summary>A user changes a message.</summary>
    public WebhookDelivery Edit(string user, string mid, string text, int times = 1) =>
        Send(user, events.OfUser(user, "message_edit", new JsonObject
        {
            ["mid"] = mid,
            ["text"] = text,
            ["num_edit"] = times,
        }));

    /// <summary>A user has read all until now.</summary>
    public WebhookDelivery Read(string user) => events.Send(
        user, events.OfUser(user, "read", new JsonObject { ["watermark"] = state.Now }));

    /// <summary>Somebody in the page's inbox writes to a user: the bot hears it.</summary>
    public WebhookDelivery AnswerAsPerson(string user, string text)
    {
        state.Meet(user);
        return events.Send(user, events.OfPage(user, "message", new JsonObject
        {
            ["mid"] = state.New("m_"),
            ["is_echo"] = true,
            ["text"] = text,
        }));
    }

    /// <summary>Somebody takes a conversation from the bot; the inbox by default.</summary>
    public WebhookDelivery TakeOver(string user, string by = MessengerControls.Inbox) =>
        controls.Take(user, by);

    /// <summary>Who has a conversation gives it to the bot.</summary>
    public WebhookDelivery HandBack(string user, string? metadata = null) =>
        controls.Pass(user, metadata);

    /// <summary>Somebody asks the bot for a conversation; the inbox by default.</summary>
    public WebhookDelivery AskFor(string user, string by = MessengerControls.Inbox) =>
        controls.Request(user, by);

    /// <summary>Sends events in one request, at most a thousand, in the order given.</summary>
    public WebhookDelivery Batch(IReadOnlyList<JsonObject> batch)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Count, BatchMax);
        foreach (var one in batch)
            if (one["sender"] is JsonObject sender && MessengerContent.Text(sender, "id") is { } id)
                Wrote(id);
        return events.Batch(batch);
    }

    /// <summary>Sends a user's event as it is, well-formed or not.</summary>
    public WebhookDelivery SendEvent(JsonObject happened) =>
        events.Batch([happened.DeepClone().AsObject()]);

    /// <summary>Sends bytes as they are, signed.</summary>
    public WebhookDelivery SendRaw(ReadOnlyMemory<byte> body) =>
        Webhook.Send(new(state.New("raw_"), body));

    private const int BatchMax = 1_000;

    private WebhookDelivery Send(string user, JsonObject happened)
    {
        Wrote(user);
        return events.Send(user, happened);
    }

    private void Wrote(string user)
    {
        state.Meet(user);
        var thread = state.Thread(user);
        (thread.LastOfUser, thread.Passed) = (options.Time.GetUtcNow(), TimeSpan.Zero);
    }
}
