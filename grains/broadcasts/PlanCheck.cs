using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Grains.Broadcasts;

/// <summary>Finds what is wrong with a plan.</summary>
internal static class PlanCheck
{
    /// <summary>The first problem; null: there is none.</summary>
    public static async Task<string?> Problem(
        BroadcastId id, BroadcastPlan plan, EndpointDirectory endpoints, DateTimeOffset now)
    {
        if (plan.Endpoints.Count is 0 or > BroadcastPlan.EndpointsMax)
            return $"endpoints must be 1 to {BroadcastPlan.EndpointsMax}";
        if (plan.Endpoints.Distinct(StringComparer.Ordinal).Count() < plan.Endpoints.Count)
            return "endpoints must not name one twice";
        if (OfRate(plan.Rate) is { } rate)
            return rate;
        if (plan.Title?.Length > BroadcastPlan.TitleMax)
            return $"title must have at most {BroadcastPlan.TitleMax} characters";
        if (plan.Until <= now)
            return "until must be in the future";
        if (plan.Query is { Since: { } since, Before: { } before } && since >= before)
            return "since must be earlier than before";
        if (OfWhat(plan.What) is { } what)
            return what;
        foreach (var endpoint in plan.Endpoints)
            if (await OfEndpoint(
                new EndpointId(id.Namespace, id.Bot, endpoint), endpoints) is { } problem)
                return problem;
        return null;
    }

    /// <summary>What is wrong with a rate.</summary>
    public static string? OfRate(int rate) => rate is < 1 or > BroadcastPlan.RateMax
        ? $"rate must be from 1 to {BroadcastPlan.RateMax}"
        : null;

    /// <summary>Whether two plans say the same.</summary>
    public static bool IsSame(BroadcastPlan one, BroadcastPlan other) =>
        one.Endpoints.SequenceEqual(other.Endpoints)
        && one.What.AsSpan().SequenceEqual(other.What)
        && one.Rate == other.Rate
        && one.Query == other.Query
        && one.Title == other.Title
        && one.Until == other.Until;

    private static string? OfWhat(byte[] what)
    {
        try
        {
            var inbound = MessageCodec.DecodeInbound(what);
            return inbound.Event is not ProactiveEvent
                ? "what is said must be a proactive event"
                : BoundsCheck.Excess(inbound);
        }
        catch (JsonException)
        {
            return "what is said cannot be read";
        }
    }

    private static async Task<string?> OfEndpoint(EndpointId id, EndpointDirectory endpoints)
    {
        if (!id.IsValid)
            return "an endpoint's id must be 1 to 64 letters, digits, '.', '-' or '_'";
        var (found, _) = await endpoints.Seek(id, CancellationToken.None);
        return found is null ? $"there is no endpoint {id}"
            : !found.Capabilities.Proactive ? $"on {id} the bot cannot speak first"
            : null;
    }
}
