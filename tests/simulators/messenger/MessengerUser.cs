using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Messenger;

/// <summary>Somebody who writes to the page.</summary>
/// <param name="Id">The page-scoped id.</param>
/// <param name="FirstName">The first name.</param>
/// <param name="LastName">The last name.</param>
/// <param name="Locale">The language, such as <c>fr_FR</c>.</param>
/// <param name="Timezone">Hours from UTC.</param>
public sealed record MessengerUser(
    string Id,
    string FirstName = "Simone",
    string LastName = "Simulated",
    string Locale = "en_US",
    double Timezone = 0)
{
    /// <summary>Whether the profile may be asked for.</summary>
    public bool Consents { get; init; } = true;

    internal JsonObject ToJson(IEnumerable<string> fields)
    {
        var all = new JsonObject
        {
            ["first_name"] = FirstName,
            ["last_name"] = LastName,
            ["profile_pic"] = $"https://platform-lookaside.example.org/{Id}.jpg",
            ["locale"] = Locale,
            ["timezone"] = Timezone,
        };
        var told = new JsonObject();
        foreach (var field in fields)
            if (all[field] is { } value)
                told[field] = value.DeepClone();
        told["id"] = Id;
        return told;
    }
}
