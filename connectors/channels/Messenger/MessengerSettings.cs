using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Messenger;

/// <summary>What a Messenger endpoint is told.</summary>
internal static class MessengerSettings
{
    /// <summary>What an app is subscribed to unless told otherwise.</summary>
    private const string AllFields =
        "messages,messaging_postbacks,message_deliveries,message_reads,message_echoes,"
        + "message_reactions,message_edits,messaging_referrals,messaging_optins,"
        + "messaging_account_linking,messaging_handovers,messaging_policy_enforcement,standby";

    public static readonly SettingField AppId = new(
        "appId",
        "App ID",
        "App settings, Basic; tells our own messages from those of people and other apps.")
    {
        Required = true,
    };

    public static readonly SettingField PageId = new(
        "pageId",
        "Page ID",
        "The page this endpoint is for: events of other pages are ignored.")
    {
        Required = true,
    };

    public static readonly SettingField AppSecret = new(
        "appSecret",
        "App secret",
        "App settings, Basic; proves that requests come from Meta.")
    {
        Required = true,
        Secret = true,
    };

    public static readonly SettingField VerifyToken = new(
        "verifyToken",
        "Verify token",
        "A word of your own, the same as in the console's webhook form.")
    {
        Required = true,
        Secret = true,
    };

    public static readonly SettingField PageAccessToken = new(
        "pageAccessToken",
        "Page access token",
        "Messenger, API setup, Generate; better that of a system user, which does not expire.")
    {
        Required = true,
        Secret = true,
    };

    public static readonly SettingField ApiBaseUrl = new(
        "apiBaseUrl",
        "API base URL",
        "Where the Graph API lies, without its version.")
    {
        Kind = SettingKind.Url,
        Default = "https://graph.facebook.com/",
    };

    public static readonly SettingField ApiVersion = new(
        "apiVersion",
        "API version",
        "The version of the Graph API, such as v26.0.")
    {
        Default = "v26.0",
        Max = 10,
    };

    public static readonly SettingField Proof = new(
        "proof",
        "Prove calls",
        "Whether calls carry the proof that Meta asks for under Require App Secret; false where "
        + "the token is another app's.")
    {
        Kind = SettingKind.Boolean,
        Default = "true",
    };

    public static readonly SettingField PersonaId = new(
        "personaId",
        "Persona ID",
        "The persona that speaks in place of the page. Empty: the page.");

    public static readonly SettingField MarkSeen = new(
        "markSeen",
        "Mark as seen",
        "Whether the user's message is marked as seen before the sign of typing.")
    {
        Kind = SettingKind.Boolean,
        Default = "true",
    };

    public static readonly SettingField ProfileFields = new(
        "profileFields",
        "Profile fields",
        "What is asked of a user; locale, timezone and gender need Meta's approval.")
    {
        Kind = SettingKind.List,
        Default = "first_name,last_name,profile_pic",
        Choices = ["first_name", "last_name", "profile_pic", "locale", "timezone", "gender"],
    };

    public static readonly SettingField MessagesPerSecond = new(
        "messagesPerSecond",
        "Messages per second",
        "How many calls may leave; Meta allows 300, and a page's inbox slows down above 40.")
    {
        Kind = SettingKind.Number,
        Default = "300",
        Min = 1,
        Max = 300,
    };

    public static readonly SettingField GetStarted = new(
        "getStarted",
        "Get started",
        "The payload of the button Get Started, which opens the conversation.")
    {
        Default = "GET_STARTED",
        Max = MessengerLimits.PayloadMax,
    };

    public static readonly SettingField SubscribedFields = new(
        "subscribedFields",
        "Subscribed fields",
        "What the app is subscribed to at the page.")
    {
        Kind = SettingKind.List,
        Default = AllFields,
    };

    public static readonly SettingField Greeting = new(
        "greeting",
        "Greeting",
        "What stands on the empty page of a conversation, at most 160 characters.")
    {
        Max = 160,
    };

    public static readonly SettingField PersistentMenu = new(
        "persistentMenu",
        "Persistent menu",
        "The menu beside the text field, as Meta's JSON array persistent_menu.");

    public static readonly SettingField IceBreakers = new(
        "iceBreakers",
        "Ice breakers",
        "Questions to begin with, as Meta's JSON array ice_breakers.");

    public static readonly SettingField WhitelistedDomains = new(
        "whitelistedDomains",
        "Whitelisted domains",
        "Addresses of web pages that may open within Messenger.")
    {
        Kind = SettingKind.List,
    };

    public static IReadOnlyList<SettingField> Fields { get; } =
    [
        AppId, PageId, AppSecret, VerifyToken, PageAccessToken, ApiBaseUrl, ApiVersion, Proof,
        PersonaId, MarkSeen, ProfileFields, MessagesPerSecond, GetStarted, SubscribedFields,
        Greeting, PersistentMenu, IceBreakers, WhitelistedDomains,
    ];
}
