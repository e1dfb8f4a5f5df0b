using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Asks who a user is: https://docs.slack.dev/reference/methods/users.info. It takes the scope
/// <c>users:read</c>, and <c>users:read.email</c> for the address.
/// </summary>
internal sealed class SlackProfiles : IProfileReader
{
    /// <summary>Longer than any language tag in use.</summary>
    private const int LocaleMax = 35;

    public async Task<ChannelProfile?> Read(
        ChannelCall call,
        string user,
        InboundEvent inbound,
        HttpClient http,
        CancellationToken stop)
    {
        // The parser's user is workspace and user.
        var id = SlackFields.AsId(user[(user.LastIndexOf(':') + 1)..]);
        if (id is null || SlackClient.Token(call.Settings, call.Credentials) is not { } token)
            return null;
        using var request = SlackClient.Get(
            SlackSettings.Address(
                call.Settings, $"users.info?user={id}&include_locale=true"),
            token);
        return (await SlackReply.Ask(http, request, Read, stop)).Answer;
    }

    private static ChannelProfile? Read(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        var user = json.RootElement.Member("user");
        if (!json.RootElement.Flag("ok") || user.ValueKind != JsonValueKind.Object)
            return null;
        var profile = user.Member("profile");
        return new ChannelProfile(
            new UserProfile(
                Value(profile, "first_name") ?? Value(user, "real_name"),
                Value(profile, "last_name"),
                Value(profile, "email"),
                Value(profile, "phone"),
                Value(profile, "display_name") ?? Value(user, "name"),
                Value(profile, "image_192") ?? Value(profile, "image_72"),
                Value(user, "tz")),
            Locale(user.Text("locale", LocaleMax)));
    }

    private static string? Value(JsonElement owner, string name) =>
        owner.Text(name, Bounds.LabelMax) is { Length: > 0 } text ? text : null;

    private static string? Locale(string? tag) =>
        tag is { Length: > 1 } && tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? tag
            : null;
}
