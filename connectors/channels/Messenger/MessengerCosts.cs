using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// Meta's limits on calls of a page: 300 a second, of them 10 with sound or film.
/// https://developers.facebook.com/docs/messenger-platform/overview/rate-limiting
/// </summary>
internal static class MessengerCosts
{
    private const string PageScope = "page";

    /// <summary>Which part of a second's calls may leave at once.</summary>
    private const int BurstShare = 10;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly RateLimit Media = new("media", 10, Second);

    /// <summary>The name of the limit on all calls of a page.</summary>
    public static string Scope(EndpointSettings settings) =>
        $"{PageScope}:{settings.Required(MessengerSettings.PageId)}";

    public static IReadOnlyList<RateCost> Of(string payload, EndpointSettings settings)
    {
        var page = settings.Required(MessengerSettings.PageId);
        var permits = settings.Number(MessengerSettings.MessagesPerSecond);
        var all = new RateCost(
            new RateLimit(PageScope, permits, Second, Math.Max(1, permits / BurstShare)), page);
        // Quotes within a text have a stroke before them, so that only a member is found.
        return payload.Contains("\"type\":\"audio\"", StringComparison.Ordinal)
            || payload.Contains("\"type\":\"video\"", StringComparison.Ordinal)
                ? [new RateCost(Media, page), all]
                : [all];
    }
}
