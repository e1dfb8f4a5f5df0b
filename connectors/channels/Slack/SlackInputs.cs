using System.Globalization;
using System.Text.Json;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Reads what the user did with an element: pressed, selected, typed.
/// https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
/// </summary>
internal static class SlackInputs
{
    /// <summary>Separates the values of an element that takes several.</summary>
    private const char Separator = ',';

    private static readonly string[] Single =
    [
        "selected_user", "selected_conversation", "selected_channel", "selected_date",
        "selected_time", "value",
    ];

    private static readonly string[] Several =
        ["selected_users", "selected_conversations", "selected_channels"];

    /// <summary>
    /// The choice: what a button or an option carries, read as a payload; for what the user typed
    /// or picked, the element's name with the value as a parameter.
    /// </summary>
    public static ChoiceEvent? Choice(JsonElement action, string name)
    {
        if (action.Member("selected_option") is { ValueKind: JsonValueKind.Object } option)
            return Carried(option.Text("value"), name, option);
        if (IsButton(action.Text("type")))
            return Carried(action.Text("value"), name, action);
        return Value(action) is { } value && name.Length > 0
            ? new ChoiceEvent(name, new Dictionary<string, string> { ["value"] = value })
            : null;
    }

    /// <summary>The value of an element; null: there is none.</summary>
    public static string? Value(JsonElement element)
    {
        var value = Whole(element);
        return string.IsNullOrEmpty(value) ? null : SlackFields.Clip(value, Bounds.PayloadMax);
    }

    private static bool IsButton(string? type) =>
        type is "button" or "feedback_buttons" or "icon_button" or "workflow_button";

    private static ChoiceEvent? Carried(string? payload, string name, JsonElement labelled)
    {
        var title = labelled.Member("text").Text("text", Bounds.LabelMax);
        if (!string.IsNullOrEmpty(payload))
            return ChoicePayload.Parse(payload) with { Title = title };
        return name.Length == 0 ? null : new ChoiceEvent(name, Title: title);
    }

    private static string? Whole(JsonElement element)
    {
        if (element.Member("selected_option").Text("value") is { } option)
            return option;
        if (element.Member("selected_options").ValueKind == JsonValueKind.Array)
            return Join(element.Items("selected_options"), item => item.Text("value"));
        foreach (var name in Single)
            if (element.Text(name) is { } value)
                return value;
        foreach (var name in Several)
            if (element.Member(name).ValueKind == JsonValueKind.Array)
                return Join(element.Items(name), AsText);
        var time = element.Member("selected_date_time");
        if (time.ValueKind == JsonValueKind.Number && time.TryGetInt64(out var seconds))
            return seconds.ToString(CultureInfo.InvariantCulture);
        var rich = element.Member("rich_text_value");
        return rich.ValueKind == JsonValueKind.Object ? rich.GetRawText() : null;
    }

    private static string Join(
        JsonElement.ArrayEnumerator items, Func<JsonElement, string?> read) =>
        string.Join(Separator, items.Select(read).Where(value => value is not null));

    private static string? AsText(JsonElement item)
    {
        try
        {
            return item.ValueKind == JsonValueKind.String ? item.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
