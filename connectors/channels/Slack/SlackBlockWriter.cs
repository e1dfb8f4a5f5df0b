using System.Buffers;
using System.Text.Json;

namespace TockOrleans.Connectors.Slack;

/// <summary>Writes blocks as JSON.</summary>
internal static class SlackBlockWriter
{
    public static ReadOnlyMemory<byte> Write(SlackBlock block)
    {
        var written = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(written, SlackJson.WriterOptions))
            Write(json, block);
        return written.WrittenMemory;
    }

    public static void Write(Utf8JsonWriter json, IEnumerable<SlackBlock> blocks)
    {
        foreach (var block in blocks)
            Write(json, block);
    }

    private static void Write(Utf8JsonWriter json, SlackBlock block)
    {
        json.WriteStartObject();
        switch (block)
        {
            case SlackBlock.Section section:
                json.WriteString("type", "section");
                WriteText(json, "text", "mrkdwn", section.Markup);
                break;
            case SlackBlock.Header header:
                json.WriteString("type", "header");
                WriteText(json, "text", "plain_text", header.Text);
                break;
            case SlackBlock.Image image:
                WriteImage(json, image.Url, image.Alt);
                if (image.Title is { } title)
                    WriteText(json, "title", "plain_text", title);
                break;
            case SlackBlock.Row row:
                json.WriteString("type", "actions");
                WriteButtons(json, "elements", row.Elements);
                break;
            case SlackBlock.Menu menu:
                json.WriteString("type", "actions");
                WriteMenu(json, menu);
                break;
            case SlackBlock.Context context:
                json.WriteString("type", "context");
                WriteNotes(json, context.Markup);
                break;
            case SlackBlock.Card card:
                WriteCard(json, card);
                break;
            case SlackBlock.Carousel carousel:
                json.WriteString("type", "carousel");
                json.WriteStartArray("elements");
                Write(json, carousel.Cards);
                json.WriteEndArray();
                break;
            default:
                json.WriteString("type", "divider");
                break;
        }
        json.WriteEndObject();
    }

    private static void WriteCard(Utf8JsonWriter json, SlackBlock.Card card)
    {
        json.WriteString("type", "card");
        if (card.ImageUrl is { } url)
        {
            json.WriteStartObject("hero_image");
            WriteImage(json, url, card.Alt);
            json.WriteEndObject();
        }
        if (card.Title is { } title)
            WriteText(json, "title", "mrkdwn", title);
        if (card.Body is { } body)
            WriteText(json, "body", "mrkdwn", body);
        if (card.Buttons.Count > 0)
            WriteButtons(json, "actions", card.Buttons);
    }

    private static void WriteImage(Utf8JsonWriter json, string url, string alt)
    {
        json.WriteString("type", "image");
        json.WriteString("image_url", url);
        json.WriteString("alt_text", alt);
    }

    private static void WriteButtons(
        Utf8JsonWriter json, string name, IReadOnlyList<SlackElement> elements)
    {
        json.WriteStartArray(name);
        foreach (var element in elements)
        {
            json.WriteStartObject();
            json.WriteString("type", "button");
            json.WriteString("action_id", element.ActionId);
            WriteText(json, "text", "plain_text", element.Label);
            if (element.Value is { } value)
                json.WriteString("value", value);
            if (element.Url is { } url)
                json.WriteString("url", url);
            if (element.IsPrimary)
                json.WriteString("style", "primary");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteMenu(Utf8JsonWriter json, SlackBlock.Menu menu)
    {
        json.WriteStartArray("elements");
        json.WriteStartObject();
        json.WriteString("type", "static_select");
        json.WriteString("action_id", menu.ActionId);
        json.WriteStartArray("options");
        foreach (var option in menu.Options)
        {
            json.WriteStartObject();
            WriteText(json, "text", "plain_text", option.Label);
            json.WriteString("value", option.Value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteNotes(Utf8JsonWriter json, IReadOnlyList<string> notes)
    {
        json.WriteStartArray("elements");
        foreach (var note in notes)
        {
            json.WriteStartObject();
            WriteTextMembers(json, "mrkdwn", note);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string type, string text)
    {
        json.WriteStartObject(name);
        WriteTextMembers(json, type, text);
        json.WriteEndObject();
    }

    private static void WriteTextMembers(Utf8JsonWriter json, string type, string text)
    {
        json.WriteString("type", type);
        json.WriteString("text", text);
    }
}
