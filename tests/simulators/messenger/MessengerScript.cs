using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Messenger;

/// <summary>What the control API lets users do, told as JSON.</summary>
internal sealed class MessengerScript(MessengerSimulator page)
{
    public WebhookDelivery Act(JsonObject what)
    {
        if (what["event"] is JsonObject raw)
            return page.SendEvent(raw);
        var user = Text(what, "user") ?? throw new ArgumentException("user is missing");
        if (Text(what, "payload") is { } payload)
            return what["quickReply"] is not null
                ? page.Choose(user, Text(what, "title") ?? payload, payload)
                : page.Press(user, Text(what, "title") ?? payload, payload, Text(what, "ref"));
        if (Text(what, "url") is { } url)
            return page.Attach(user, Text(what, "type") ?? "image", url);
        if (Text(what, "emoji") is { } emoji)
            return page.React(user, Need(what, "mid"), emoji, $"{what["removed"]}" == "true");
        if (Text(what, "edit") is { } edit)
            return page.Edit(user, Need(what, "mid"), edit);
        if (Text(what, "person") is { } answer)
            return page.AnswerAsPerson(user, answer);
        return Text(what, "do") switch
        {
            null => page.Say(user, Need(what, "text"), Text(what, "replyTo")),
            "read" => page.Read(user),
            "take" => page.TakeOver(user),
            "pass" => page.HandBack(user, Text(what, "metadata")),
            "request" => page.AskFor(user),
            _ => throw new ArgumentException("do is read, take, pass or request"),
        };
    }

    private static string? Text(JsonObject what, string name) =>
        MessengerContent.Text(what, name);

    private static string Need(JsonObject what, string name) =>
        Text(what, name) ?? throw new ArgumentException($"{name} is missing");
}
