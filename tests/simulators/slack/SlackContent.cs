using System.Text.Json;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>What a message says, checked.</summary>
internal sealed record SlackContent(string Text, string? Blocks, string? Attachments)
{
    private const int TextMax = 40_000;
    private const int UpdateTextMax = 4_000;
    private const int MarkdownMax = 12_000;

    public string? Metadata { get; init; }

    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The request it came with, for the record.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Reads and checks it; else Slack's answer.</summary>
    public static (SlackContent? Content, ApiAnswer? Refusal) Read(
        SlackArguments arguments, SlackIds ids, bool isUpdate = false)
    {
        var (text, markdown) = (arguments.Text("text"), arguments.Text("markdown_text"));
        var blocks = arguments.Element("blocks");
        var attachments = arguments.Element("attachments");
        if (blocks is { ValueKind: not JsonValueKind.Array })
            return (null, SlackReply.Error("invalid_blocks_format"));
        if (attachments is { ValueKind: not JsonValueKind.Array })
            return (null, SlackReply.Error("invalid_attachments"));
        if (markdown is not null && (text is not null || blocks is not null))
            return (null, SlackReply.Error("markdown_text_conflict"));
        var hasBlocks = blocks is { } list && list.GetArrayLength() > 0;
        if ((text ?? markdown) is null && !hasBlocks
            && attachments is not { ValueKind: JsonValueKind.Array })
            return (null, SlackReply.Error("no_text"));
        // Slack cuts a new message off beyond its bound; a bot that relies on it loses text.
        if (text?.Length > (isUpdate ? UpdateTextMax : TextMax) || markdown?.Length > MarkdownMax)
            return (null, SlackReply.Error("msg_too_long"));
        if (hasBlocks && SlackBlocks.Errors(blocks!.Value) is { Count: > 0 } errors)
            return (null, SlackReply.Error("invalid_blocks", errors));
        if (hasBlocks && SlackBlocks.AreTooLong(blocks!.Value))
            return (null, SlackReply.Error("msg_blocks_too_long"));
        if (arguments.Element("metadata") is { } metadata
            && !(metadata.ValueKind == JsonValueKind.Object
                && metadata.TryGetProperty("event_type", out _)
                && metadata.TryGetProperty("event_payload", out _)))
            return (null, SlackReply.Error("invalid_metadata_format"));
        return (
            new(
                text ?? markdown ?? "",
                hasBlocks ? WithIds(blocks!.Value, ids) : null,
                attachments?.GetRawText())
            {
                Metadata = arguments.Element("metadata")?.GetRawText(),
                Body = arguments.Body,
            },
            null);
    }

    // Slack gives an id to every block and action that has none.
    private static string WithIds(JsonElement blocks, SlackIds ids)
    {
        var all = JsonNode.Parse(blocks.GetRawText())!.AsArray();
        foreach (var block in all.OfType<JsonObject>())
        {
            block["block_id"] ??= ids.New("b");
            var elements = block["elements"] as JsonArray ?? [];
            var (accessory, input) = (block["accessory"], block["element"]);
            foreach (var element in elements.Append(accessory).Append(input).OfType<JsonObject>())
                if ($"{element["type"]}" is not ("image" or "mrkdwn" or "plain_text")
                    && ($"{block["type"]}" is "actions" or "section" or "input"))
                    element["action_id"] ??= ids.New("a");
        }
        return all.ToJsonString(SimulatorJson.Options);
    }
}
