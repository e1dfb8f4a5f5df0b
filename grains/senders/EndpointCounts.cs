using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Grains.Senders;

/// <summary>What a node counts of an endpoint between two reports.</summary>
internal sealed class EndpointCounts
{
    private readonly Lock gate = new();
    private long accepted;
    private long retried;
    private long dead;
    private int backlog;
    private bool changed;
    private DateTimeOffset? lastSuccess;
    private DateTimeOffset? lastFailure;

    public string? LastError { get; private set; }

    public void Add(DeliveryOutcome outcome, DateTimeOffset now)
    {
        lock (gate)
        {
            changed = true;
            if (outcome is DeliveryOutcome.Accepted)
            {
                accepted++;
                lastSuccess = now;
                return;
            }
            retried++;
            lastFailure = now;
            LastError = Describe(outcome);
        }
    }

    public void AddDead()
    {
        lock (gate)
        {
            dead++;
            changed = true;
        }
    }

    public void AddBacklog(int change)
    {
        lock (gate)
        {
            backlog += change;
            changed = true;
        }
    }

    /// <summary>What is new since the last report; null: nothing.</summary>
    public DeliveryReport? Take(string node, bool circuitOpen)
    {
        lock (gate)
        {
            if (!changed)
                return null;
            var report = new DeliveryReport(
                node, accepted, retried, dead, backlog, lastSuccess, lastFailure, LastError,
                circuitOpen);
            (accepted, retried, dead, changed) = (0, 0, 0, false);
            return report;
        }
    }

    public static string Describe(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Rejected rejected => $"rejected: {rejected.Reason}",
        DeliveryOutcome.CredentialsInvalid invalid => $"credentials: {invalid.Reason}",
        DeliveryOutcome.Unknown unknown => $"no answer: {unknown.Reason}",
        DeliveryOutcome.RetryAfter { After: { } after } limit =>
            $"over a limit: {limit.Scope ?? "endpoint"}, {after.TotalSeconds:0.#} s",
        DeliveryOutcome.RetryAfter => "the channel is in trouble",
        DeliveryOutcome.OutsideWindow => "outside the channel's window",
        DeliveryOutcome.NotConnected => "not connected",
        _ => "",
    };
}
