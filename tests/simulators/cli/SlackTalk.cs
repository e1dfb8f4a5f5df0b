using System.Net;
using System.Text.Json.Nodes;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.Simulators.Cli;

/// <summary>A user who writes to the bot directly; <c>/…</c> is a slash command.</summary>
internal sealed class SlackTalk(SlackSimulator slack, string user) : ITalk
{
    public Simulator Simulator => slack;

    public string Conversation { get; } = slack.DirectChannel(user);

    public WebhookDelivery Say(string line)
    {
        if (!line.StartsWith('/'))
            return slack.Say(user, Escape(line)).Delivery;
        var words = line.Split(' ', 2);
        return slack.Command(user, words[0], words.ElementAtOrDefault(1) ?? "");
    }

    public Shown Show(RecordedMessage message)
    {
        var (channel, ts) = (message.Conversation, message.Id);
        var choices = new List<(string, Func<WebhookDelivery>)>();
        foreach (var action in slack.Actions(channel, ts))
            if (action.Options.Count == 0)
                choices.Add((
                    action.Url is null ? action.Text : $"{action.Text} <{action.Url}>",
                    () => slack.Press(user, channel, ts, action.ActionId)));
            else
                foreach (var value in action.Options)
                    choices.Add((
                        $"{action.Text}: {value}",
                        () => slack.Choose(user, channel, ts, action.ActionId, value)));
        var text = message.Text is { Length: > 0 } own
            ? own
            : string.Join('\n', Texts(slack.Show(channel, ts)?["blocks"]));
        return new(WebUtility.HtmlDecode(text), choices);
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(Texts),
        JsonObject { } one when $"{one["type"]}" == "button" => [],
        JsonObject one => one.SelectMany(member =>
            member is { Key: "text", Value: JsonValue text } ? [$"{text}"] : Texts(member.Value)),
        _ => [],
    };

    // The three characters Slack escapes:
    // https://docs.slack.dev/messaging/formatting-message-text/#escaping
    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
