using System.Text.Json;
using System.Text.Json.Serialization;

namespace TockOrleans.Client;

/// <summary>A message of the bot.</summary>
public sealed record WebMessage
{
    /// <summary>A text.</summary>
    public string? Text { get; init; }

    /// <summary>Buttons and quick replies.</summary>
    public IReadOnlyList<WebButton>? Buttons { get; init; }

    /// <summary>A card.</summary>
    public WebCard? Card { get; init; }

    /// <summary>Cards side by side.</summary>
    public WebCarousel? Carousel { get; init; }

    /// <summary>A picture.</summary>
    public WebImage? Image { get; init; }

    /// <summary>Where a text comes from.</summary>
    public IReadOnlyList<WebFootnote>? Footnotes { get; init; }

    /// <summary>What feedback names.</summary>
    public string? ActionId { get; init; }

    /// <summary>What a story adds, such as <c>widget</c> and <c>deepLink</c>.</summary>
    [JsonInclude]
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; internal set; }
}
