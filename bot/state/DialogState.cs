using System.Text.Json;
using System.Text.Json.Serialization;
using TockOrleans.Messages;

namespace TockOrleans.Bot;

/// <summary>
/// What a conversation is at between two turns. Members are only added, each with a default:
/// a state of any earlier version loads, and what a later one added is kept.
/// </summary>
internal sealed class DialogState
{
    public const int CurrentSchema = 1;

    public int Schema { get; set; } = CurrentSchema;

    public string? Story { get; set; }

    public string? Step { get; set; }

    public string? Intent { get; set; }

    public Dictionary<string, EntityValue>? Entities { get; set; }

    public Dictionary<string, string>? Context { get; set; }

    public Dictionary<string, string>? Preferences { get; set; }

    public UserProfile? Profile { get; set; }

    public string? Locale { get; set; }

    /// <summary>The language a story set; it beats what the channel tells.</summary>
    public string? ChosenLocale { get; set; }

    public AskedSlot? Asked { get; set; }

    public DateTimeOffset LastUserAt { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Later { get; set; }

    /// <summary>Forgets the dialog; the user's profile, locale and preferences stay.</summary>
    public void Reset() =>
        (Story, Step, Intent, Entities, Context, Asked) = (null, null, null, null, null, null);
}
