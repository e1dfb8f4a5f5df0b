using System.Collections.Concurrent;
using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Conversations.Tests;

/// <summary>A channel that takes what it is told to take, and remembers it.</summary>
public sealed class ScriptedChannel : IChannelClient
{
    private static readonly RateLimit PerConversation =
        new("conversation", 1, TimeSpan.FromSeconds(1), Burst: 2);

    /// <summary>What it answers; null: it takes everything.</summary>
    public Func<Attempt, Task<DeliveryOutcome?>>? Answer { get; set; }

    /// <summary>Whether it has a limit of one message a second for each conversation.</summary>
    public bool Limited { get; set; }

    /// <summary>All attempts, in the order they came.</summary>
    public ConcurrentQueue<Attempt> Attempts { get; } = new();

    /// <summary>What it took, in order.</summary>
    public ConcurrentQueue<Attempt> Taken { get; } = new();

    public IReadOnlyList<RateCost> Costs(Delivery delivery) =>
        Limited ? [new RateCost(PerConversation, delivery.ReplyAddress)] : [];

    public async Task<DeliveryOutcome> Send(
        Delivery delivery, HttpClient http, CancellationToken stop)
    {
        var attempt = new Attempt(
            delivery.ReplyAddress,
            JsonDocument.Parse(delivery.Payload).RootElement.GetProperty("text").GetString()!,
            delivery.IdempotencyKey,
            delivery.Credentials);
        Attempts.Enqueue(attempt);
        if (Answer is { } answer && await answer(attempt) is { } outcome)
        {
            if (outcome is DeliveryOutcome.Accepted)
                Taken.Enqueue(attempt);
            return outcome;
        }
        Taken.Enqueue(attempt);
        return new DeliveryOutcome.Accepted($"m{Taken.Count}");
    }

    /// <summary>The texts it took from a user, in order.</summary>
    public IReadOnlyList<string> TextsOf(string user) =>
        [.. Taken.Where(one => one.To == user).Select(one => one.Text)];

    public sealed record Attempt(string To, string Text, string Key, string? Token);
}
