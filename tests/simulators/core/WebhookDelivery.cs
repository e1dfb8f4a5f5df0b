using System.Text.Json.Serialization;

namespace TockOrleans.Simulators;

/// <summary>What became of an event sent to the webhook. Safe to read from any thread.</summary>
public sealed class WebhookDelivery
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource<WebhookDelivery> done =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal WebhookDelivery(string id, DateTimeOffset sentAt) => (Id, SentAt) = (id, sentAt);

    /// <summary>The event's id.</summary>
    public string Id { get; }

    /// <summary>When it was handed over for delivery.</summary>
    public DateTimeOffset SentAt { get; }

    /// <summary>When the first 2xx came; null: not yet.</summary>
    public DateTimeOffset? AcknowledgedAt { get; private set; }

    /// <summary>How long the acknowledged attempt took.</summary>
    public TimeSpan? Latency { get; private set; }

    /// <summary>How many requests were made: attempts, twins and duplicates.</summary>
    public int Requests { get; private set; }

    /// <summary>How many attempts of the redelivery schedule were made.</summary>
    public int Attempts { get; private set; }

    /// <summary>The status of the last answer; null: there was none.</summary>
    public int? LastStatus { get; private set; }

    /// <summary>Why the last failed request failed, in the vendor's word.</summary>
    public string? LastReason { get; private set; }

    /// <summary>The body of the first 2xx.</summary>
    public string? Answer { get; private set; }

    /// <summary>Whether the bot acknowledged it.</summary>
    public bool IsAcknowledged => AcknowledgedAt is not null;

    /// <summary>Ends when nothing more is sent of it: acknowledged, refused or given up.</summary>
    [JsonIgnore]
    public Task<WebhookDelivery> Done => done.Task;

    internal void Begin(bool isAttempt)
    {
        lock (gate)
        {
            Requests++;
            Attempts += isAttempt ? 1 : 0;
        }
    }

    internal void Note(WebhookResult result, DateTimeOffset now, TimeSpan took)
    {
        lock (gate)
        {
            LastStatus = result.Status;
            LastReason = result.Reason ?? LastReason;
            if (result.Reason is not null || IsAcknowledged)
                return;
            Latency = took;
            Answer = result.Body;
            AcknowledgedAt = now;
        }
    }

    internal void End() => done.TrySetResult(this);
}

/// <summary>What one request brought; a reason means it failed.</summary>
internal sealed record WebhookResult(int? Status, string? Reason, string? Body, bool IsRefused);
