using System.Buffers;
using System.Text;
using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Writes <c>{"method":…,"body":…}</c>: a Web API method and what is posted to it, the address
/// included; <see cref="SlackCall.ResponseUrl"/> in place of a method means the address's own URL.
/// </summary>
internal sealed class SlackRenderer : IMessageRenderer
{
    /// <summary>Slack shows the bot's name before it.</summary>
    private const string Busy = "is typing…";

    public IReadOnlyList<string> Render(BotMessage message, RenderContext context)
    {
        var address = SlackAddress.Read(context.ReplyAddress);
        switch (message)
        {
            case TypingMessage typing:
                return Status(typing, address);
            case NativeMessage native:
                return SlackNative.Write(native, address, context.MessageId);
            case EndOfConversationMessage or MetadataMessage or UnsupportedMessage:
                return [];
            default:
                return Shown(message, address, context);
        }
    }

    private static IReadOnlyList<string> Shown(
        BotMessage message, SlackAddress? address, RenderContext context)
    {
        var markup = new SlackMarkup(context.Settings.Flag(SlackSettings.EscapeText));
        var (files, rest) = SlackOwnFiles.TakeOut(message);
        // A file that is a link takes what can be chosen with it, as long as it is all there is.
        if (files is [var only] && rest is TextMessage && !CanGo(only))
            return Lay(SlackOwnFiles.AsText(only) with { Suggestions = rest.Suggestions });
        return [.. files.SelectMany(Write), .. Lay(rest)];

        bool CanGo(MediaMessage file) =>
            SlackOwnFiles.CanGo(file.Media, address, context.Settings);

        IReadOnlyList<string> Write(MediaMessage file)
        {
            var link = Lay(SlackOwnFiles.AsText(file));
            return CanGo(file)
                ? [SlackUpload.Write(
                    file.Media,
                    file.Title is null ? null : markup.Text(file.Title),
                    address!,
                    link[0])]
                : link;
        }

        IReadOnlyList<string> Lay(BotMessage part)
        {
            var layout = new SlackLayout(markup);
            return SlackBody.Write(
                layout.Summary(part), layout.Blocks(part), address, context.MessageId);
        }
    }

    /// <summary>
    /// Slack shows a sign only in a thread:
    /// https://docs.slack.dev/reference/methods/assistant.threads.setStatus
    /// </summary>
    private static IReadOnlyList<string> Status(TypingMessage typing, SlackAddress? address)
    {
        if (address is not { ThreadTs: { } thread, ResponseUrl: null, Ephemeral: not true })
            return [];
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, SlackJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("channel_id", address.Channel);
            json.WriteString("thread_ts", thread);
            json.WriteString("status", typing.On ? Busy : "");
            json.WriteEndObject();
        }
        return [SlackCall.Write(SlackCall.SetStatus, Encoding.UTF8.GetString(body.WrittenSpan))];
    }
}
