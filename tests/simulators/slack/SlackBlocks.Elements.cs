using System.Text.Json;

namespace TockOrleans.Simulators.Slack;

internal sealed partial class SlackBlocks
{
    private const int ButtonTextMax = 75;
    private const int ButtonValueMax = 2_000;
    private const int LinkMax = 3_000;
    private const int OptionsMax = 100;
    private const int OptionTextMax = 75;
    private const int OptionValueMax = 150;
    private const int OverflowMax = 5;
    private const int ChecksMax = 10;
    private const int PlaceholderMax = 150;
    private const int ConfirmTitleMax = 100;
    private const int ConfirmTextMax = 300;
    private const int ConfirmButtonMax = 30;

    private static readonly string[] Others =
    [
        "datepicker", "timepicker", "datetimepicker", "users_select", "conversations_select",
        "channels_select", "external_select", "multi_users_select", "multi_conversations_select",
        "multi_channels_select", "multi_external_select", "plain_text_input", "email_text_input",
        "url_text_input", "number_input", "rich_text_input", "file_input", "workflow_button",
        "feedback_buttons", "icon_button",
    ];

    private void Interactive(JsonElement element, string at, HashSet<string> ids)
    {
        if (!IsObject(element, at))
            return;
        if (Text(element, "action_id", IdMax, at, required: false) is { } id && !ids.Add(id))
            Say($"`action_id` {id} already exists", at);
        switch (Type(element))
        {
            case "button":
                Button(element, at);
                break;
            case "static_select" or "multi_static_select":
                Words(element, "placeholder", PlaceholderMax, at, plain: true, required: false);
                Options(element, OptionsMax, at, mayGroup: true);
                break;
            case "overflow":
                Options(element, OverflowMax, at);
                break;
            case "radio_buttons" or "checkboxes":
                Options(element, ChecksMax, at);
                break;
            case { } known when Others.Contains(known):
                break;
            case { } other:
                Say($"unsupported type: {other}", $"{at}/type");
                break;
            case null:
                Say("missing required field: type", at);
                break;
        }
        Confirm(element, at);
    }

    private void Button(JsonElement button, string at)
    {
        Only(
            button,
            at,
            "text",
            "action_id",
            "url",
            "value",
            "style",
            "confirm",
            "accessibility_label");
        Words(button, "text", ButtonTextMax, at, plain: true);
        Text(button, "value", ButtonValueMax, at, required: false);
        Text(button, "accessibility_label", ButtonTextMax, at, required: false);
        var url = Text(button, "url", LinkMax, at, required: false);
        if (url is not null && !IsAddress(url))
            Say("invalid url", $"{at}/url");
        var style = Text(button, "style", IdMax, at, required: false);
        if (style is not (null or "primary" or "danger"))
            Say("must be one of `primary`, `danger`", $"{at}/style");
    }

    private void Options(JsonElement element, int max, string at, bool mayGroup = false)
    {
        if (!IsObject(element, at))
            return;
        if (mayGroup && element.TryGetProperty("option_groups", out var groups))
        {
            if (Count(groups, 1, OptionsMax, $"{at}/option_groups"))
                foreach (var (index, group) in groups.EnumerateArray().Index())
                {
                    var where = $"{at}/option_groups/{index}";
                    Words(group, "label", OptionTextMax, where, plain: true);
                    Options(group, max, where);
                }
        }
        else if (!element.TryGetProperty("options", out var options))
        {
            Say("missing required field: options", at);
        }
        else if (Count(options, 1, max, $"{at}/options"))
        {
            foreach (var (index, option) in options.EnumerateArray().Index())
                Option(option, $"{at}/options/{index}");
        }
    }

    private void Option(JsonElement option, string at)
    {
        if (!IsObject(option, at))
            return;
        foreach (var member in option.EnumerateObject())
            if (member.Name is not ("text" or "value" or "description" or "url"))
                Say($"invalid additional property: {member.Name}", at);
        Words(option, "text", OptionTextMax, at);
        Words(option, "description", OptionTextMax, at, required: false);
        Text(option, "value", OptionValueMax, at);
    }

    private void Confirm(JsonElement element, string at)
    {
        if (!element.TryGetProperty("confirm", out var confirm))
            return;
        at = $"{at}/confirm";
        Words(confirm, "title", ConfirmTitleMax, at, plain: true);
        Words(confirm, "text", ConfirmTextMax, at);
        Words(confirm, "confirm", ConfirmButtonMax, at, plain: true);
        Words(confirm, "deny", ConfirmButtonMax, at, plain: true);
    }

    /// <summary>A member that is a text object.</summary>
    private void Words(
        JsonElement parent,
        string name,
        int max,
        string at,
        bool plain = false,
        bool required = true)
    {
        if (parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var words))
            WordsAt(words, max, $"{at}/{name}", plain);
        else if (required)
            Say($"missing required field: {name}", at);
    }

    private void WordsAt(JsonElement words, int max, string at, bool plain = false)
    {
        if (!IsObject(words, at))
            return;
        var type = Type(words);
        if (type is not ("plain_text" or "mrkdwn") || (plain && type != "plain_text"))
            Say(plain ? "must be `plain_text`" : $"unsupported type: {type}", $"{at}/type");
        foreach (var member in words.EnumerateObject())
            if (member.Name is not ("type" or "text")
                && member.Name != (type == "mrkdwn" ? "verbatim" : "emoji"))
                Say($"invalid additional property: {member.Name}", at);
        if (Text(words, "text", max, at) is { Length: 0 })
            Say("must be more than 0 characters", $"{at}/text");
    }

    private string? Text(
        JsonElement parent, string name, int max, string at, bool required = true)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var value))
        {
            if (required)
                Say($"missing required field: {name}", at);
            return null;
        }
        if (value.ValueKind != JsonValueKind.String)
        {
            Say("must provide a string", $"{at}/{name}");
            return null;
        }
        var text = value.GetString()!;
        if (text.Length > max)
            Say($"must be less than {max + 1} characters", $"{at}/{name}");
        return text;
    }

    private bool Count(JsonElement array, int min, int max, string at)
    {
        var count = array.ValueKind == JsonValueKind.Array ? array.GetArrayLength() : -1;
        if (count < 0)
            Say("must be an array", at);
        else if (count < min)
            Say($"no less than {min} items allowed", at);
        else if (count > max)
            Say($"no more than {max} items allowed", at);
        return count >= min && count <= max;
    }

    private void Only(JsonElement block, string at, params string[] names)
    {
        foreach (var member in block.EnumerateObject())
            if (member.Name is not ("type" or "block_id") && !names.Contains(member.Name))
                Say($"invalid additional property: {member.Name}", at);
    }

    private bool IsObject(JsonElement element, string at)
    {
        if (element.ValueKind == JsonValueKind.Object)
            return true;
        Say("must provide an object", at);
        return false;
    }

    private static string? Type(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("type", out var type)
            && type.ValueKind == JsonValueKind.String
                ? type.GetString()
                : null;

    private static bool IsAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme is "http" or "https" or "mailto" or "tel");

    private void Say(string what, string at) => errors.Add($"{what} [json-pointer:{at}]");
}
