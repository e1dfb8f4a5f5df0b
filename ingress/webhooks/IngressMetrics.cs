using System.Diagnostics.Metrics;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Webhooks;

/// <summary>What the door counts: meter <c>TockOrleans.Ingress</c>.</summary>
public sealed class IngressMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "TockOrleans.Ingress";

    private readonly Counter<long> requests;
    private readonly Counter<long> rejected;
    private readonly Counter<long> events;
    private readonly Counter<long> ignored;
    private readonly Counter<long> unavailable;
    private readonly Counter<long> limited;

    /// <summary>Makes the instruments.</summary>
    public IngressMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        requests = meter.CreateCounter<long>(
            "tock.ingress.requests", "{request}", "Requests to endpoints");
        rejected = meter.CreateCounter<long>(
            "tock.ingress.rejected", "{request}", "Requests that were not verified");
        events = meter.CreateCounter<long>(
            "tock.ingress.events", "{event}", "Events handed to sessions");
        unavailable = meter.CreateCounter<long>(
            "tock.ingress.unavailable", "{event}", "Events answered with 503");
        limited = meter.CreateCounter<long>(
            "tock.ingress.limited", "{request}", "Requests answered with 429, by whose limit");
        ignored = meter.CreateCounter<long>(
            "tock.ingress.ignored", "{event}", "Events left out, by reason");
    }

    internal void Request(BotEndpoint endpoint, int status) => requests.Add(
        1, Of(endpoint), new KeyValuePair<string, object?>("status", status));

    internal void Rejected(BotEndpoint endpoint) => rejected.Add(1, Of(endpoint));

    internal void Event(BotEndpoint endpoint, UserEvent @event) => events.Add(
        1, Of(endpoint), new KeyValuePair<string, object?>("kind", @event.GetType().Name));

    internal void Unavailable(BotEndpoint endpoint) => unavailable.Add(1, Of(endpoint));

    internal void Limited(BotEndpoint endpoint, string by) => limited.Add(
        1, Of(endpoint), new KeyValuePair<string, object?>("by", by));

    internal void Ignored(BotEndpoint endpoint, string why) => ignored.Add(
        1, Of(endpoint), new KeyValuePair<string, object?>("why", why));

    private static KeyValuePair<string, object?> Of(BotEndpoint endpoint) =>
        new("connector", endpoint.Connector.Description.Type);
}
