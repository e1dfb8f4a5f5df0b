using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.OpenAi;

/// <summary>What an OpenAI endpoint is told.</summary>
internal static class OpenAiSettings
{
    private const int KeyMin = 16;

    /// <summary>The longest name of a header, in characters.</summary>
    private const int HeaderNameMax = 100;

    public static readonly SettingField Key = new(
        "apiKey",
        "API key",
        "The key that clients send as Authorization: Bearer. Whoever has it may name any user.")
    {
        Required = true,
        Secret = true,
        Min = KeyMin,
    };

    public static readonly SettingField User = new(
        "user",
        "User",
        "Who speaks where a request names nobody; without it such a request is refused, for all of "
        + "them would be one conversation.");

    public static readonly SettingField UserHeader = new(
        "userHeader",
        "User header",
        "The header that names the user where the request's JSON does not.")
    {
        Default = "X-OpenWebUI-User-Id",
        Min = 1,
        Max = HeaderNameMax,
    };

    public static readonly SettingField ThreadHeader = new(
        "threadHeader",
        "Thread header",
        "The header that names the conversation: each of a user's has a state of its own. Without "
        + "it a user has one.")
    {
        Default = "X-OpenWebUI-Chat-Id",
        Min = 1,
        Max = HeaderNameMax,
    };

    public static readonly SettingField EventHeader = new(
        "eventHeader",
        "Event header",
        "The header that names the request: the same again gets the same answer and no turn.")
    {
        Default = "Idempotency-Key",
        Min = 1,
        Max = HeaderNameMax,
    };

    public static IReadOnlyList<SettingField> Fields { get; } =
        [Key, User, UserHeader, ThreadHeader, EventHeader];

    /// <summary>The bot's name as a model: <c>{namespace}/{bot}</c>.</summary>
    public static string Model(EndpointSettings settings) =>
        $"{settings.Endpoint.Namespace}/{settings.Endpoint.Bot}";
}
