using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Slack's limits on calls: https://docs.slack.dev/apis/web-api/rate-limits. A message to a channel
/// a second, short bursts allowed, and several hundred a minute to a workspace; other methods have
/// a tier each, for every workspace.
/// </summary>
internal static class SlackCosts
{
    /// <summary>A turn often says a few things at once.</summary>
    private const int ChannelBurst = 5;

    /// <summary>Which part of a minute's messages may leave at once.</summary>
    private const int BurstShare = 10;

    private const int Tier2 = 20;
    private const int Tier3 = 50;
    private const int Tier4 = 100;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly RateLimit Channel = new("channel", 1, Second, ChannelBurst);

    /// <summary>
    /// The limit that a refusal is taken for comes first: the narrowest, but for uploads, whose
    /// calls are not those of messages.
    /// </summary>
    public static IReadOnlyList<RateCost> Of(
        string method, SlackAddress? address, EndpointSettings settings)
    {
        var team = address?.Team ?? "";
        if (method == SlackCall.Upload)
            return
            [
                new RateCost(Limit(SlackCall.CompleteUpload, Tier4), team),
                .. Of(SlackCall.PostMessage, address, settings),
            ];
        if (method == SlackCall.Form)
            return Of(SlackModal.Method, address, settings);
        if (method is not (SlackCall.PostMessage or SlackCall.ResponseUrl))
            return [new RateCost(Limit(method, Tier(method)), team)];
        var channel = new RateCost(Channel, address?.Channel ?? "");
        var perMinute = settings.Number(SlackSettings.MessagesPerMinute);
        return method == SlackCall.ResponseUrl || perMinute == 0
            ? [channel]
            : [channel, new RateCost(Limit("workspace", perMinute), team)];
    }

    private static RateLimit Limit(string scope, int perMinute) =>
        new(scope, perMinute, Minute, Math.Max(1, perMinute / BurstShare));

    private static int Tier(string method) => method switch
    {
        SlackCall.PostEphemeral or SlackCall.SetStatus or SlackModal.Method or "views.push"
            or "views.update" or "views.publish" => Tier4,
        "chat.update" or "chat.delete" or "chat.scheduleMessage" or "reactions.add" => Tier3,
        _ => Tier2,
    };
}
