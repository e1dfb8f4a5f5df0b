using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TockOrleans.Connectors.Web;

// The wire format of Tock's connector-web-model. Members are written in this order, nulls are
// omitted; empty lists are omitted on the message itself but not on a card, where both kits call
// map on the buttons without looking.

internal sealed record WebMessage
{
    public string Type { get; } = "WebMessage";

    public string? Text { get; init; }

    public IReadOnlyList<WebButton>? Buttons { get; init; }

    public WebCard? Card { get; init; }

    public WebCarousel? Carousel { get; init; }

    public WebImage? Image { get; init; }

    public IReadOnlyList<WebFootnote>? Footnotes { get; init; }

    public string Version { get; } = "1";

    public string? ActionId { get; init; }
}

internal sealed record WebCard(
    string? Title, string? SubTitle, WebFile? File, IReadOnlyList<WebButton> Buttons);

internal sealed record WebCarousel(IReadOnlyList<WebCard> Cards);

internal sealed record WebImage(WebFile File, string Title);

internal sealed record WebFile(string Url, string Name, string Type, string? Description);

internal sealed record WebFootnote(
    string Identifier, string Title, string? Url, string? Content, double? Score);

internal sealed record WebButton(string Clazz, string Type, string Title)
{
    public string? Payload { get; init; }

    public string? Url { get; init; }

    public string? ImageUrl { get; init; }

    public string? NlpText { get; init; }

    public string? Target { get; init; }

    public required string Style { get; init; }

    public string? WindowFeatures { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(WebMessage))]
[JsonSerializable(typeof(IReadOnlyList<WebButton>))]
internal sealed partial class WebJson : JsonSerializerContext
{
    /// <summary>
    /// Umlauts and angle brackets stay as they are, as Tock writes them: the answer is JSON with
    /// its media type, never part of a page.
    /// </summary>
    public static JsonWriterOptions WriterOptions { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static WebJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
