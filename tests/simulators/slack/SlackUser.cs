using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>A user of the workspace.</summary>
/// <param name="Id">The id, <c>U…</c>.</param>
/// <param name="Name">The name.</param>
/// <param name="FirstName">The first name.</param>
/// <param name="LastName">The last name.</param>
/// <param name="Email">The mail address.</param>
/// <param name="Locale">The language, such as <c>fr-FR</c>.</param>
/// <param name="TimeZone">The time zone, such as <c>Europe/Paris</c>.</param>
public sealed record SlackUser(
    string Id,
    string Name,
    string FirstName,
    string LastName,
    string Email,
    string Locale = "en-US",
    string TimeZone = "America/Los_Angeles")
{
    internal JsonObject ToJson(string team, bool withLocale)
    {
        var user = new JsonObject
        {
            ["id"] = Id,
            ["team_id"] = team,
            ["name"] = Name,
            ["deleted"] = false,
            ["real_name"] = $"{FirstName} {LastName}",
            ["tz"] = TimeZone,
            ["is_admin"] = false,
            ["is_bot"] = false,
            ["is_app_user"] = false,
            ["updated"] = 1_700_000_000,
            ["profile"] = new JsonObject
            {
                ["real_name"] = $"{FirstName} {LastName}",
                ["display_name"] = Name,
                ["first_name"] = FirstName,
                ["last_name"] = LastName,
                ["email"] = Email,
                ["image_192"] = $"https://avatars.example.org/{Id}_192.png",
                ["team"] = team,
            },
        };
        if (withLocale)
            user["locale"] = Locale;
        return user;
    }
}
