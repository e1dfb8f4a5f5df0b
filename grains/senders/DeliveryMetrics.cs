using System.Diagnostics.Metrics;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Grains.Senders;

/// <summary>What senders count: meter <c>TockOrleans.Delivery</c>.</summary>
public sealed class DeliveryMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "TockOrleans.Delivery";

    private readonly Histogram<double> duration;
    private readonly Counter<long> attempts;
    private readonly Counter<long> dead;
    private readonly UpDownCounter<long> backlog;

    /// <summary>Makes the instruments.</summary>
    public DeliveryMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        duration = meter.CreateHistogram<double>(
            "tock.delivery.duration", "s", "One call of a channel");
        attempts = meter.CreateCounter<long>(
            "tock.delivery.attempts", "{attempt}", "Calls of channels, by outcome");
        dead = meter.CreateCounter<long>(
            "tock.delivery.dead", "{reply}", "Replies given up, by reason");
        backlog = meter.CreateUpDownCounter<long>(
            "tock.delivery.backlog", "{reply}", "Replies that wait on this node");
    }

    internal void Attempt(BotEndpoint endpoint, DeliveryOutcome outcome, TimeSpan took)
    {
        duration.Record(took.TotalSeconds, Of(endpoint));
        attempts.Add(
            1, Of(endpoint), new KeyValuePair<string, object?>("outcome", outcome.GetType().Name));
    }

    internal void Dead(BotEndpoint endpoint, string word) =>
        dead.Add(1, Of(endpoint), new KeyValuePair<string, object?>("reason", word));

    internal void Backlog(BotEndpoint endpoint, int change) => backlog.Add(change, Of(endpoint));

    private static KeyValuePair<string, object?> Of(BotEndpoint endpoint) =>
        new("connector", endpoint.Connector.Description.Type);
}
