using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Web;

/// <summary>What a web endpoint is told.</summary>
internal static class WebSettings
{
    public static readonly SettingField AllowedOrigins = new(
        "allowedOrigins",
        "Allowed origins",
        "The origins (https://shop.example) of the pages that may call this endpoint; * for all.")
    {
        Kind = SettingKind.List,
        Default = "*",
    };

    public static readonly SettingField EscapeHtml = new(
        "escapeHtml",
        "Escape HTML",
        "Whether texts are plain and shown as written; false where a story sends HTML on purpose.")
    {
        Kind = SettingKind.Boolean,
        Default = "true",
    };

    public static readonly SettingField Streams = new(
        "streams",
        "Streams",
        "Whether pages may hold a stream open, over which the bot's messages come by themselves.")
    {
        Kind = SettingKind.Boolean,
        Default = "true",
    };

    public static IReadOnlyList<SettingField> Fields { get; } =
        [AllowedOrigins, EscapeHtml, Streams];

    /// <summary>The origins as browsers write them: lower case, no slash at the end.</summary>
    public static IReadOnlyList<string> Origins(EndpointSettings settings) =>
        [.. settings.List(AllowedOrigins).Select(o => o.TrimEnd('/').ToLowerInvariant())];
}
