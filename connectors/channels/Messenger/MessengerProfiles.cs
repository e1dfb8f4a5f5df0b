using System.Globalization;
using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// Asks who a user is: https://developers.facebook.com/docs/messenger-platform/identity/user-profile.
/// Meta tells it of users who agreed to it, by writing or by a button; of others it tells nothing.
/// </summary>
internal sealed class MessengerProfiles : IProfileReader
{
    /// <summary>Longer than any language tag in use.</summary>
    private const int LocaleMax = 35;

    private const double HoursMax = 14;

    public async Task<ChannelProfile?> Read(
        ChannelCall call,
        string user,
        InboundEvent inbound,
        HttpClient http,
        CancellationToken stop)
    {
        var fields = call.Settings.List(MessengerSettings.ProfileFields);
        if (fields.Count == 0 || MessengerPerson.Parse(user)?.Id is not { } id)
            return null;
        using var request = MessengerGraph.Get(call, id, $"fields={string.Join(',', fields)}");
        var reply = await MessengerReply.Ask(http, request, stop);
        return reply.Answer is { } answer && MessengerOutcomes.ErrorOf(reply) is null
            ? Profile(answer)
            : null;
    }

    private static ChannelProfile? Profile(JsonElement answer)
    {
        var profile = new UserProfile(
            FirstName: answer.Text("first_name", Bounds.LabelMax),
            LastName: answer.Text("last_name", Bounds.LabelMax),
            Picture: answer.Text("profile_pic", Bounds.LabelMax),
            Timezone: Zone(answer.Number("timezone")),
            Gender: answer.Text("gender", Bounds.LabelMax));
        var locale = Locale(answer.Text("locale", LocaleMax));
        return profile == new UserProfile() && locale is null
            ? null
            : new ChannelProfile(profile, locale);
    }

    /// <summary>Meta says <c>en_US</c>.</summary>
    private static string? Locale(string? name) =>
        name is { Length: > 1 } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? name.Replace('_', '-')
            : null;

    /// <summary>
    /// Meta tells hours from UTC. Zones of whole hours have names, whose sign is the other way
    /// round; for others there is none.
    /// </summary>
    private static string? Zone(double? hours) => hours switch
    {
        null or < -HoursMax or > HoursMax => null,
        0 => "Etc/UTC",
        { } whole when whole == Math.Truncate(whole) => string.Create(
            CultureInfo.InvariantCulture, $"Etc/GMT{(whole < 0 ? "+" : "-")}{Math.Abs(whole)}"),
        _ => null,
    };
}
