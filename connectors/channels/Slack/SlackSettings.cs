using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Slack;

/// <summary>What a Slack endpoint is told.</summary>
internal static class SlackSettings
{
    public const string MentionsAndDirect = "mentionsAndDirect";

    public const string All = "all";

    /// <summary>The clouds of Slack itself, whose hosts have fixed names.</summary>
    private static readonly string[] Clouds = ["slack.com", "slack-gov.com"];

    public static readonly SettingField SigningSecret = new(
        "signingSecret",
        "Signing secret",
        "Basic Information, App Credentials; proves that requests come from Slack. Only Socket "
        + "Mode works without it.")
    {
        Secret = true,
    };

    public static readonly SettingField SocketModeEnabled = new(
        "socketModeEnabled",
        "Socket Mode",
        "Whether events come over a socket that the platform opens to Slack, instead of requests.")
    {
        Kind = SettingKind.Boolean,
        Default = "false",
    };

    public static readonly SettingField AppToken = new(
        "appToken",
        "App-level token",
        "Basic Information, App-Level Tokens (xapp-), with the scope connections:write; only for "
        + "Socket Mode.")
    {
        Secret = true,
    };

    public static readonly SettingField BotToken = new(
        "botToken",
        "Bot token",
        "OAuth & Permissions, Bot User OAuth Token (xoxb-); not needed with a refresh token.")
    {
        Secret = true,
    };

    public static readonly SettingField ApiBaseUrl = new(
        "apiBaseUrl",
        "API base URL",
        "Where the Web API lies, ending in /api/; https://slack-gov.com/api/ for GovSlack.")
    {
        Kind = SettingKind.Url,
        Default = "https://slack.com/api/",
    };

    public static readonly SettingField ClientId = new(
        "clientId",
        "Client ID",
        "Basic Information, App Credentials; for token rotation and for several workspaces.");

    public static readonly SettingField ClientSecret = new(
        "clientSecret",
        "Client secret",
        "Basic Information, App Credentials; for token rotation and for several workspaces.")
    {
        Secret = true,
    };

    public static readonly SettingField RefreshToken = new(
        "refreshToken",
        "Refresh token",
        "The first refresh token (xoxe-) of an app with token rotation; renewed by the platform.")
    {
        Secret = true,
    };

    public static readonly SettingField TeamId = new(
        "teamId",
        "Workspace ID",
        "The workspace (T…) this endpoint is for: events of others are ignored. Empty: all.");

    public static readonly SettingField RespondTo = new(
        "respondTo",
        "Respond to",
        "In channels: mentionsAndDirect takes mentions of the bot and replies to its own messages; "
        + "all takes every message.")
    {
        Default = MentionsAndDirect,
        Choices = [MentionsAndDirect, All],
    };

    public static readonly SettingField EscapeText = new(
        "escapeText",
        "Escape text",
        "Whether &, < and > in texts are shown as written; false where a story sends Slack's "
        + "mentions and links on purpose.")
    {
        Kind = SettingKind.Boolean,
        Default = "true",
    };

    public static readonly SettingField MessagesPerMinute = new(
        "messagesPerMinute",
        "Messages per minute",
        "How many messages may leave for one workspace; Slack allows several hundred. 0: no limit.")
    {
        Kind = SettingKind.Number,
        Default = "300",
        Max = 1_000_000,
    };

    public static readonly SettingField Scopes = new(
        "scopes",
        "Bot scopes",
        "What an installation asks for, as under OAuth & Permissions, Bot Token Scopes; only for "
        + "an app that is installed in several workspaces.")
    {
        Kind = SettingKind.List,
        Default = "chat:write,im:history,app_mentions:read,commands,users:read,files:read",
    };

    public static readonly SettingField FilesUrl = new(
        "filesUrl",
        "Address of files",
        "Where the bot's own files lie: sounds, videos and documents from below it are uploaded to "
        + "Slack, which takes the scope files:write. All others are shown as links.")
    {
        Kind = SettingKind.Url,
    };

    public static IReadOnlyList<SettingField> Fields { get; } =
    [
        SigningSecret, SocketModeEnabled, AppToken, BotToken, ApiBaseUrl, ClientId, ClientSecret,
        RefreshToken, Scopes, TeamId, RespondTo, EscapeText, MessagesPerMinute,
        FilesUrl,
    ];

    /// <summary>
    /// Whether the app is installed in several workspaces, each with its token: it has none of its
    /// own, and what installations are got with.
    /// </summary>
    public static bool HasAccounts(EndpointSettings settings) =>
        settings.Text(BotToken) is null && settings.Text(RefreshToken) is null
        && settings.Text(ClientId) is not null && settings.Text(ClientSecret) is not null;

    /// <summary>The address of a Web API method.</summary>
    public static Uri Address(EndpointSettings settings, string method)
    {
        var root = settings.Required(ApiBaseUrl);
        return new Uri(root.EndsWith('/') ? root + method : $"{root}/{method}");
    }

    /// <summary>Whether an address may get the token: a host of Slack's, as safe as the API.
    /// </summary>
    public static bool Serves(EndpointSettings settings, Uri address) =>
        address.Scheme == new Uri(settings.Required(ApiBaseUrl)).Scheme
        && Hosts(settings).Contains(address.Authority);

    /// <summary>
    /// Slack's own hosts; any other base URL (a simulator, a proxy) serves response URLs and files
    /// as well.
    /// </summary>
    public static IReadOnlyList<string> Hosts(EndpointSettings settings)
    {
        var root = new Uri(settings.Required(ApiBaseUrl));
        return Clouds.Contains(root.Authority)
            ? [root.Host, $"hooks.{root.Host}", $"files.{root.Host}"]
            : [root.Authority];
    }

    /// <summary>
    /// Whether a file lies where the endpoint's own files do: of no other place is one fetched.
    /// </summary>
    public static bool IsOwnFile(EndpointSettings settings, Uri address)
    {
        if (settings.Text(FilesUrl) is not { } text)
            return false;
        var root = new Uri(text.EndsWith('/') ? text : text + "/");
        return address.Scheme == root.Scheme
            && address.Authority == root.Authority
            && address.UserInfo.Length == 0
            && address.AbsolutePath.StartsWith(root.AbsolutePath, StringComparison.Ordinal)
            // One that is still there was hidden from normalization: "..%2F".
            && !Uri.UnescapeDataString(address.AbsolutePath).Split('/', '\\').Contains("..");
    }

    /// <summary>Slack's own hosts, and the one of the endpoint's files, which gets no token.
    /// </summary>
    public static IReadOnlyList<string> HostsToCall(EndpointSettings settings) =>
        settings.Text(FilesUrl) is { } files
            ? [.. Hosts(settings), new Uri(files).Authority]
            : Hosts(settings);

    /// <summary>Where the Web API and the sockets it names are.</summary>
    public static IReadOnlyList<string> SocketHosts(EndpointSettings settings)
    {
        var root = new Uri(settings.Required(ApiBaseUrl));
        return Clouds.Contains(root.Authority) ? [root.Host, $"*.{root.Host}"] : [root.Authority];
    }

    /// <summary>What is missing beside what is there.</summary>
    public static IEnumerable<(SettingField Field, string Problem)> Problems(
        EndpointSettings settings)
    {
        var isSocket = settings.Flag(SocketModeEnabled);
        if (isSocket && settings.Text(AppToken) is null)
            yield return (AppToken, "is required for Socket Mode");
        if (!isSocket && settings.Text(SigningSecret) is null)
            yield return (SigningSecret, "is required: it proves that requests come from Slack");
    }
}
