using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>What the control API lets users do, told as JSON.</summary>
internal sealed class SlackScript(SlackSimulator slack)
{
    public WebhookDelivery Act(JsonObject what)
    {
        if (what["event"] is JsonObject raw)
            return slack.SendEvent(raw);
        var user = Text(what, "user") ?? throw new ArgumentException("user is missing");
        var channel = Text(what, "channel");
        if (Text(what, "command") is { } command)
            return slack.Command(user, command, Text(what, "text") ?? "", channel);
        if (what["submit"] is JsonObject submit)
            return slack.SubmitView(
                user, Need(submit, "view"), submit["values"] as JsonObject ?? []);
        var place = channel ?? slack.DirectChannel(user);
        if (what["press"] is { } press)
            return Press(user, place, Need(what, "ts"), press, what);
        if (Text(what, "reaction") is { } name)
            return slack.React(
                user, place, Need(what, "ts"), name, $"{what["removed"]}" == "true");
        if (Text(what, "edit") is { } edit)
            return slack.Edit(place, Need(what, "ts"), edit);
        return slack.SayIn(place, user, Need(what, "text"), Text(what, "thread")).Delivery;
    }

    private WebhookDelivery Press(
        string user, string channel, string ts, JsonNode press, JsonObject what) =>
        press.GetValueKind() == System.Text.Json.JsonValueKind.Number
            ? slack.Press(user, channel, ts, press.GetValue<int>())
            : slack.Choose(
                user,
                channel,
                ts,
                press.GetValue<string>(),
                [.. (what["values"] as JsonArray ?? []).Select(value => $"{value}")]);

    private static string? Text(JsonObject what, string name) => what[name]?.GetValue<string>();

    private static string Need(JsonObject what, string name) =>
        Text(what, name) ?? throw new ArgumentException($"{name} is missing");
}
