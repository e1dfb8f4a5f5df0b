using System.Text.Json;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>
/// One message being fitted: what of it is already laid out, and how far it counted.
/// </summary>
internal sealed partial class Fitting(Capabilities channel, string? connector)
{
    /// <summary>How deep a native message may be nested.</summary>
    private const int NativeDepthMax = 64;

    private readonly List<BotMessage> messages = [];
    private readonly List<NumberedChoice> choices = [];
    private readonly List<string> skipped = [];

    public IReadOnlyList<BotMessage> Messages => messages;

    public IReadOnlyList<NumberedChoice> Choices => choices;

    public IReadOnlyList<string> Skipped => skipped;

    public void Add(BotMessage message)
    {
        var suggestions = message.Suggestions ?? [];
        switch (message)
        {
            case TextMessage text:
                AddText(text, suggestions);
                break;
            case CardMessage card:
                AddCards([card.Card], suggestions);
                break;
            case CarouselMessage carousel:
                AddCarousel(carousel, suggestions);
                break;
            case MediaMessage media when Shows(media.Media):
                AddMedia(media, suggestions);
                break;
            case MediaMessage media:
                AddText(
                    new TextMessage(Lines([media.Title, .. Describe(media.Media)])), suggestions);
                break;
            case LocationRequestMessage request when channel.LocationRequest:
                AddLocationRequest(request, suggestions);
                break;
            case LocationRequestMessage request:
                AddText(new TextMessage(request.Text), suggestions);
                break;
            default:
                AddSign(message, suggestions);
                break;
        }
        if (messages.Count == 0 && skipped.Count == 0)
            skipped.Add("empty");
    }

    /// <summary>What shows nothing by itself, or shows what only the connector knows.</summary>
    private void AddSign(BotMessage message, IReadOnlyList<Suggestion> suggestions)
    {
        var why = message switch
        {
            TypingMessage => channel.Typing ? null : "typing",
            MetadataMessage => channel.Metadata ? null : "metadata",
            NativeMessage native when connector is not null && native.Connector != connector =>
                $"native:{native.Connector}",
            NativeMessage native when !IsObject(native.Json) =>
                $"native:{native.Connector}, which is not a JSON object",
            UnsupportedMessage unsupported => $"unsupported:{unsupported.Kind}",
            _ => null,
        };
        if (why is not null)
            skipped.Add(why);
        if (why is null && message is NativeMessage)
        {
            Finish(message, suggestions);
            return;
        }
        AddText(new TextMessage(""), suggestions);
        if (why is null)
            messages.Add(message with { Suggestions = null });
    }

    private void AddMedia(MediaMessage media, IReadOnlyList<Suggestion> suggestions)
    {
        // A caption over the limit stands in full above the file.
        var tooLong = media.Title is { } title && title.Length > channel.TextMax;
        if (tooLong)
            AddText(new TextMessage(media.Title!), []);
        Finish(tooLong ? media with { Title = null } : media, suggestions);
    }

    private void AddLocationRequest(
        LocationRequestMessage request, IReadOnlyList<Suggestion> suggestions)
    {
        var parts = TextSplitter.Split(request.Text, channel.TextMax);
        foreach (var part in parts.SkipLast(1))
            messages.Add(new TextMessage(part));
        var question = parts.Count > 0 ? parts[^1] : Fallback.NoText;
        Finish(new LocationRequestMessage(question), suggestions);
    }

    /// <summary>Lays out a message and its suggestions, on it if they fit as they are.</summary>
    private void Finish(BotMessage message, IReadOnlyList<Suggestion> suggestions)
    {
        var fits = suggestions.Count <= channel.SuggestionsMax
            && suggestions.All(suggestion => suggestion.Title.Length <= channel.LabelMax);
        messages.Add(message with
        {
            Suggestions = fits && suggestions.Count > 0 ? suggestions : null,
        });
        if (!fits)
            AddText(new TextMessage(""), suggestions);
    }

    private static bool IsObject(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions
            {
                MaxDepth = NativeDepthMax,
                AllowDuplicateProperties = false,
            });
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool Shows(Media media) => channel.Media.Contains(media.Kind)
        && (channel.InlineFiles || !InlineFile.Is(media.Url));

    /// <summary>A file in words: nobody reads its bytes.</summary>
    private string?[] Describe(Media media)
    {
        if (!InlineFile.Is(media.Url))
            return [media.Name, media.Description, media.Url];
        skipped.Add("inline file");
        return [media.Name, media.Description];
    }

    private static string Lines(IEnumerable<string?> lines) =>
        string.Join('\n', lines.Where(line => !string.IsNullOrWhiteSpace(line)));
}
