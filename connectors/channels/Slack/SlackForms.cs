using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Reads modal forms: a submitted one chooses its callback id, with its fields as parameters.
/// </summary>
internal static class SlackForms
{
    /// <summary>The intent of a form that was closed and not submitted.</summary>
    private const string ClosedIntent = "view_closed";

    public static ParsedItem Submitted(SlackSender sender)
    {
        var view = sender.Payload.Member("view");
        if (view.Id("id") is not { } id
            || view.Text("callback_id", Bounds.LabelMax) is not { Length: > 0 } callback)
            return new ParsedItem.Ignored("malformed event");
        var hash = view.Text("hash", SlackEnvelope.IdPartMax);
        return Where(sender).Item(
            $"view:{id}:{hash}",
            sender.Scope.Now,
            new ChoiceEvent(
                callback, Fields(view), view.Member("title").Text("text", Bounds.LabelMax)),
            sender.Metadata());
    }

    public static ParsedItem Closed(SlackSender sender)
    {
        var view = sender.Payload.Member("view");
        if (view.Id("id") is not { } id
            || view.Text("callback_id", Bounds.LabelMax) is not { } callback)
            return new ParsedItem.Ignored("malformed event");
        return sender.Direct.Item(
            $"view:{id}:closed",
            sender.Scope.Now,
            new ChoiceEvent(
                ClosedIntent, new Dictionary<string, string> { ["callback_id"] = callback }),
            sender.Metadata());
    }

    /// <summary>The channel the form asked for, or the user's direct message.</summary>
    private static SlackPlace Where(SlackSender sender)
    {
        foreach (var answer in sender.Payload.Items("response_urls"))
            if (answer.Id("channel_id") is { } channel
                && SlackActions.ResponseUrl(answer.Text("response_url")) is { } url)
                return sender.Place(channel, null) with
                {
                    ResponseUrl = url,
                    Ephemeral = true,
                };
        return sender.Direct;
    }

    /// <summary>The fields by the names of their inputs; of two of one name the second has its
    /// block's name before it.</summary>
    private static Dictionary<string, string>? Fields(JsonElement view)
    {
        var values = view.Member("state").Member("values");
        if (values.ValueKind != JsonValueKind.Object)
            return null;
        var fields = new Dictionary<string, string>();
        foreach (var block in values.EnumerateObject())
        {
            if (block.Value.ValueKind != JsonValueKind.Object)
                continue;
            foreach (var input in block.Value.EnumerateObject())
                if (fields.Count < Bounds.ParametersMax
                    && SlackInputs.Value(input.Value) is { } value
                    && !fields.TryAdd(input.Name, value))
                    fields[$"{block.Name}.{input.Name}"] = value;
        }
        return fields.Count == 0 ? null : fields;
    }
}
