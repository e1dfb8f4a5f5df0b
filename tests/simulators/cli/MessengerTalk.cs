using System.Text.Json.Nodes;
using TockOrleans.Simulators.Messenger;

namespace TockOrleans.Simulators.Cli;

/// <summary>A user who writes to the page.</summary>
internal sealed class MessengerTalk(MessengerSimulator page, string user) : ITalk
{
    public Simulator Simulator => page;

    public string Conversation => user;

    public WebhookDelivery Say(string line) => page.Say(user, line);

    public Shown Show(RecordedMessage message)
    {
        var said = message.Body is null ? null : JsonNode.Parse(message.Body)?["message"];
        var choices = new List<(string, Func<WebhookDelivery>)>();
        var payload = said?["attachment"]?["payload"];
        Add(payload?["buttons"], choices);
        foreach (var element in payload?["elements"] as JsonArray ?? [])
            Add(element?["buttons"], choices);
        foreach (var reply in (said?["quick_replies"] as JsonArray ?? []).OfType<JsonObject>())
            choices.Add((
                $"{reply["title"]}",
                () => page.Choose(user, $"{reply["title"]}", $"{reply["payload"]}")));
        return new(message.Text ?? $"({said?["attachment"]?["type"]}) {payload?["url"]}", choices);
    }

    private void Add(JsonNode? buttons, List<(string, Func<WebhookDelivery>)> choices)
    {
        foreach (var button in (buttons as JsonArray ?? []).OfType<JsonObject>())
            choices.Add($"{button["type"]}" == "postback"
                ? ($"{button["title"]}",
                    () => page.Press(user, $"{button["title"]}", $"{button["payload"]}"))
                : ($"{button["title"]} <{button["url"] ?? button["payload"]}>",
                    () => page.Say(user, $"{button["title"]}")));
    }
}
