using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Messenger;

/// <summary>What the settings want users to see before they write: the page's profile.</summary>
internal static class MessengerGreeting
{
    /// <summary>The profile, with only what the settings name; or which of them is wrong.</summary>
    public static (JsonObject Profile, string? Problem) Of(EndpointSettings settings)
    {
        var profile = new JsonObject();
        if (settings.Text(MessengerSettings.Greeting) is { } greeting)
            profile["greeting"] = new JsonArray(
                new JsonObject { ["locale"] = "default", ["text"] = greeting });
        foreach (var (field, name) in (ReadOnlySpan<(SettingField, string)>)
            [
                (MessengerSettings.PersistentMenu, "persistent_menu"),
                (MessengerSettings.IceBreakers, "ice_breakers"),
            ])
            if (settings.Text(field) is { } text)
            {
                if (MessengerJson.ReadArray(text) is not { } given)
                    return (profile, $"{field.Name} is no JSON array");
                profile[name] = given;
            }
        if (settings.List(MessengerSettings.WhitelistedDomains) is { Count: > 0 } domains)
            profile["whitelisted_domains"] =
                new JsonArray([.. domains.Select(JsonNode (one) => JsonValue.Create(one))]);
        // A menu is refused without the button, and the button is of no use without its payload.
        if (profile.Count > 0)
            profile.Insert(0, "get_started", new JsonObject
            {
                ["payload"] = settings.Text(MessengerSettings.GetStarted),
            });
        return (profile, null);
    }

    /// <summary>
    /// Whether all that is wanted is there; Meta adds members of its own, and a stroke to domains.
    /// </summary>
    public static bool Covers(JsonNode? found, JsonNode? wanted) => (found, wanted) switch
    {
        (JsonObject there, JsonObject some) =>
            some.All(member => Covers(there[member.Key], member.Value)),
        (JsonArray there, JsonArray some) => there.Count == some.Count
            && there.Zip(some).All(pair => Covers(pair.First, pair.Second)),
        (JsonValue there, JsonValue some) => $"{there}".TrimEnd('/') == $"{some}".TrimEnd('/'),
        _ => found is null && wanted is null,
    };
}
