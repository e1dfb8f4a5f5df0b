using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using TockOrleans.Simulators.Loopback;

namespace TockOrleans.Simulators.Cli;

/// <summary>A user of the loopback channel.</summary>
internal sealed class LoopbackTalk(LoopbackSimulator loopback, string user) : ITalk
{
    private static readonly string[] Shown = ["text", "title", "subTitle", "url"];

    public Simulator Simulator => loopback;

    public string Conversation => user;

    public WebhookDelivery Say(string line) => loopback.Say(user, line);

    public Shown Show(RecordedMessage message)
    {
        var said = message.Body is null ? null : JsonNode.Parse(message.Body)?["message"];
        var texts = new List<string>();
        var choices = new List<(string, Func<WebhookDelivery>)>();
        Read(said, texts, choices);
        return new(
            texts.Count == 0 ? message.Text ?? $"({said?["kind"]})" : string.Join('\n', texts),
            choices);
    }

    private void Read(
        JsonNode? node,
        List<string> texts,
        List<(string Label, Func<WebhookDelivery> Press)> choices)
    {
        if (node is JsonArray list)
            foreach (var item in list)
                Read(item, texts, choices);
        if (node is not JsonObject one)
            return;
        texts.AddRange(
            Shown.Select(name => one[name]).OfType<JsonValue>().Select(text => $"{text}"));
        foreach (var (name, value) in one)
            if (name is "buttons" or "suggestions")
                choices.AddRange((value as JsonArray ?? []).OfType<JsonObject>().Select(Choice));
            else if (name is not ("speech" or "footnotes"))
                Read(value, texts, choices);
    }

    private (string Label, Func<WebhookDelivery> Press) Choice(JsonObject button)
    {
        var title = $"{button["title"]}";
        var label = button["url"] is { } url ? $"{title} <{url}>" : title;
        return button["payload"]?.GetValue<string>() is not { } payload
            ? (label, () => loopback.Say(user, $"{button["nlpText"] ?? title}"))
            : (label, () => Choose(payload, title));
    }

    // A payload is an intent and its parameters, as in an address.
    private WebhookDelivery Choose(string payload, string title)
    {
        var parts = payload.Split('?', 2);
        var parameters = new JsonObject();
        foreach (var (name, value) in QueryHelpers.ParseQuery(parts.ElementAtOrDefault(1)))
            parameters[name] = value.ToString();
        return loopback.Send(new LoopbackEvent(user, new()
        {
            ["kind"] = "choice",
            ["intent"] = Uri.UnescapeDataString(parts[0]),
            ["parameters"] = parameters,
            ["title"] = title,
        }));
    }
}
