using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>Something in a message that a user can press or choose from.</summary>
/// <param name="BlockId">The block it stands in.</param>
/// <param name="ActionId">Its id.</param>
/// <param name="Type"><c>button</c>, <c>static_select</c> …</param>
/// <param name="Text">What the user sees on it.</param>
/// <param name="Value">What it carries.</param>
/// <param name="Url">The address it opens.</param>
/// <param name="Options">The values to choose from, in order.</param>
public sealed record SlackAction(
    string BlockId,
    string ActionId,
    string Type,
    string Text,
    string? Value,
    string? Url,
    IReadOnlyList<string> Options)
{
    private JsonObject Element { get; init; } = [];

    /// <summary>All of a message's blocks, in the order they are shown.</summary>
    internal static IReadOnlyList<SlackAction> Of(string? blocks) => blocks is null
        ? []
        : [.. JsonNode.Parse(blocks)!.AsArray().OfType<JsonObject>().SelectMany(block =>
            Elements(block).OfType<JsonObject>()
                .Where(element => element["action_id"] is not null)
                .Select(element => Read($"{block["block_id"]}", element)))];

    /// <summary>The action as an interaction tells it.</summary>
    /// <exception cref="ArgumentException">There is no such value to choose.</exception>
    internal JsonObject ToJson(IReadOnlyList<string> chosen)
    {
        var json = new JsonObject
        {
            ["type"] = Type,
            ["action_id"] = ActionId,
            ["block_id"] = BlockId,
        };
        if (Type == "button")
        {
            json["text"] = Element["text"]!.DeepClone();
            foreach (var name in new[] { "value", "url", "style" })
                if (Element[name] is { } value)
                    json[name] = value.DeepClone();
            return json;
        }
        var options = chosen.Select(Find).ToArray();
        if (Type.StartsWith("multi_", StringComparison.Ordinal) || Type == "checkboxes")
            json["selected_options"] = new JsonArray(options);
        else
            json["selected_option"] = options.Length == 1
                ? options[0]
                : throw new ArgumentException($"{ActionId} takes one value");
        return json;
    }

    private JsonNode Find(string value) => AllOptions(Element)
        .FirstOrDefault(option => $"{option["value"]}" == value)?.DeepClone()
        ?? throw new ArgumentException($"{ActionId} has no option {value}");

    private static SlackAction Read(string blockId, JsonObject element) => new(
        blockId,
        $"{element["action_id"]}",
        $"{element["type"]}",
        $"{(element["text"] ?? element["placeholder"])?["text"]}",
        element["value"]?.GetValue<string>(),
        element["url"]?.GetValue<string>(),
        [.. AllOptions(element).Select(option => $"{option["value"]}")])
    {
        Element = element,
    };

    private static IEnumerable<JsonNode?> Elements(JsonObject block)
    {
        var own = block["elements"] as JsonArray ?? [];
        foreach (var element in own)
            if (element?["actions"] is JsonArray ofCard)
                foreach (var action in ofCard)
                    yield return action;
            else
                yield return element;
        foreach (var action in block["actions"] as JsonArray ?? [])
            yield return action;
        yield return block["accessory"];
        yield return block["element"];
    }

    private static IEnumerable<JsonObject> AllOptions(JsonObject element) =>
        (element["options"] as JsonArray ?? []).OfType<JsonObject>().Concat(
            (element["option_groups"] as JsonArray ?? [])
                .SelectMany(group => group?["options"] as JsonArray ?? []).OfType<JsonObject>());
}
