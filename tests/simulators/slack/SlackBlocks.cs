using System.Text.Json;

namespace TockOrleans.Simulators.Slack;

/// <summary>
/// Refuses what Slack refuses of Block Kit, in Slack's words where they are known.
/// https://docs.slack.dev/reference/block-kit/blocks
/// </summary>
internal sealed partial class SlackBlocks
{
    private const int MessageBlocksMax = 50;
    private const int ViewBlocksMax = 100;
    private const int IdMax = 255;
    private const int SectionTextMax = 3_000;
    private const int FieldsMax = 10;
    private const int FieldMax = 2_000;
    private const int HeaderMax = 150;
    private const int ActionsMax = 25;
    private const int ContextMax = 10;
    private const int ImageUrlMax = 3_000;
    private const int AltTextMax = 2_000;
    private const int TitleMax = 2_000;
    private const int MarkdownMax = 12_000;
    private const int CardsMax = 10;
    private const int CardTitleMax = 150;
    private const int CardBodyMax = 200;

    // Undocumented; what people measured: https://github.com/slackapi/bolt-js/issues/2509.
    private const int CharactersMax = 13_200;

    private static readonly string[] Unchecked =
    [
        "file", "video", "table", "alert", "plan", "task_card", "context_actions", "call",
        "rich_text", "data_table",
    ];

    private readonly List<string> errors = [];
    private readonly HashSet<string> blockIds = new(StringComparer.Ordinal);

    private SlackBlocks()
    {
    }

    /// <summary>What is wrong with the blocks; empty: nothing.</summary>
    public static IReadOnlyList<string> Errors(
        JsonElement blocks, bool inView = false, string pointer = "/blocks")
    {
        var check = new SlackBlocks();
        check.All(blocks, inView ? ViewBlocksMax : MessageBlocksMax, pointer);
        return check.errors;
    }

    /// <summary>Whether all texts of the blocks together are too much for one message.</summary>
    public static bool AreTooLong(JsonElement blocks) => Characters(blocks) > CharactersMax;

    private static int Characters(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Sum(Characters),
        JsonValueKind.Object => element.EnumerateObject().Sum(member =>
            member.Value.ValueKind == JsonValueKind.String
                ? member.NameEquals("text") ? member.Value.GetString()!.Length : 0
                : Characters(member.Value)),
        _ => 0,
    };

    private void All(JsonElement blocks, int max, string at)
    {
        if (!Count(blocks, 0, max, at))
            return;
        foreach (var (index, block) in blocks.EnumerateArray().Index())
            Block(block, $"{at}/{index}");
    }

    private void Block(JsonElement block, string at)
    {
        if (!IsObject(block, at))
            return;
        if (Text(block, "block_id", IdMax, at, required: false) is { } id && !blockIds.Add(id))
            Say($"`block_id` {id} already exists", at);
        switch (Type(block))
        {
            case "section":
                Section(block, at);
                break;
            case "divider":
                Only(block, at);
                break;
            case "header":
                Header(block, at);
                break;
            case "image":
                ImageBlock(block, at);
                break;
            case "actions":
                Elements(block, ActionsMax, at, Interactive);
                break;
            case "context":
                Elements(block, ContextMax, at, ContextElement);
                break;
            case "input":
                Input(block, at);
                break;
            case "markdown":
                Text(block, "text", MarkdownMax, at);
                break;
            case "carousel":
                Elements(block, CardsMax, at, (card, where, _) => Card(card, where));
                break;
            case "card":
                Card(block, at);
                break;
            case { } other when !Unchecked.Contains(other):
                Say($"unsupported type: {other}", $"{at}/type");
                break;
            case { }:
                break;
            default:
                Say("missing required field: type", at);
                break;
        }
    }

    private void Header(JsonElement block, string at)
    {
        Only(block, at, "text");
        Words(block, "text", HeaderMax, at, plain: true);
    }

    private void ImageBlock(JsonElement block, string at)
    {
        Only(block, at, "image_url", "slack_file", "alt_text", "title");
        Image(block, at);
        Words(block, "title", TitleMax, at, plain: true, required: false);
    }

    private void Section(JsonElement block, string at)
    {
        Only(block, at, "text", "fields", "accessory", "expand");
        var hasFields = block.TryGetProperty("fields", out var fields);
        if (!hasFields && !block.TryGetProperty("text", out _))
            Say("must define either `fields` or `text`", at);
        Words(block, "text", SectionTextMax, at, required: false);
        if (hasFields && Count(fields, 1, FieldsMax, $"{at}/fields"))
            foreach (var (index, field) in fields.EnumerateArray().Index())
                WordsAt(field, FieldMax, $"{at}/fields/{index}");
        if (!block.TryGetProperty("accessory", out var accessory))
            return;
        if (Type(accessory) == "image")
            Image(accessory, $"{at}/accessory");
        else
            Interactive(accessory, $"{at}/accessory", []);
    }

    private void Input(JsonElement block, string at)
    {
        Only(block, at, "label", "element", "dispatch_action", "hint", "optional");
        Words(block, "label", TitleMax, at, plain: true);
        Words(block, "hint", TitleMax, at, plain: true, required: false);
        if (block.TryGetProperty("element", out var element))
            Interactive(element, $"{at}/element", []);
        else
            Say("missing required field: element", at);
    }

    private void Image(JsonElement image, string at)
    {
        if (!IsObject(image, at))
            return;
        Text(image, "alt_text", AltTextMax, at);
        var hasFile = image.TryGetProperty("slack_file", out _);
        var url = Text(image, "image_url", ImageUrlMax, at, required: !hasFile);
        if (url is not null && !IsAddress(url))
            Say("invalid image url", $"{at}/image_url");
    }

    private void ContextElement(JsonElement element, string at, HashSet<string> ids)
    {
        if (Type(element) == "image")
            Image(element, at);
        else
            WordsAt(element, SectionTextMax, at);
    }

    private void Card(JsonElement card, string at)
    {
        if (!IsObject(card, at))
            return;
        if (Type(card) != "card")
            Say($"unsupported type: {Type(card)}", $"{at}/type");
        Words(card, "title", CardTitleMax, at, required: false);
        Words(card, "subtitle", CardTitleMax, at, required: false);
        Words(card, "body", CardBodyMax, at, required: false);
        if (card.TryGetProperty("hero_image", out var image))
            Image(image, $"{at}/hero_image");
        if (card.TryGetProperty("actions", out var actions)
            && Count(actions, 1, ActionsMax, $"{at}/actions"))
        {
            var ids = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (index, action) in actions.EnumerateArray().Index())
                Interactive(action, $"{at}/actions/{index}", ids);
        }
        if (!card.EnumerateObject().Any(member => member.Name
            is "title" or "subtitle" or "body" or "hero_image" or "actions"))
            Say("must define at least one of `hero_image`, `title`, `actions` or `body`", at);
    }

    private void Elements(
        JsonElement block, int max, string at, Action<JsonElement, string, HashSet<string>> check)
    {
        Only(block, at, "elements");
        at = $"{at}/elements";
        if (!block.TryGetProperty("elements", out var elements))
            Say("missing required field: elements", at);
        else if (Count(elements, 1, max, at))
        {
            var ids = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (index, element) in elements.EnumerateArray().Index())
                check(element, $"{at}/{index}", ids);
        }
    }
}
