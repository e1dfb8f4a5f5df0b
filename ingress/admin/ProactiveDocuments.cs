using System.Text.Json;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Ingress.Admin;

/// <summary>What is to be said to some users.</summary>
internal sealed record SayOrder(
    string? Endpoint = null,
    IReadOnlyList<string>? Users = null,
    string? Id = null,
    IReadOnlyList<JsonElement>? Messages = null,
    string? Story = null,
    Dictionary<string, string>? Parameters = null,
    string? Tag = null);

/// <summary>What became of it, user by user; under the same id it can be asked for again.</summary>
internal sealed record SaidDocument(string Id, IReadOnlyList<SaidToUser> Users);

/// <summary>What became of it for one user.</summary>
internal sealed record SaidToUser(string User, string Status);

/// <summary>A broadcast that is to be made.</summary>
internal sealed record BroadcastOrder(
    string? Namespace = null,
    string? Bot = null,
    string? Id = null,
    IReadOnlyList<string>? Endpoints = null,
    IReadOnlyList<JsonElement>? Messages = null,
    string? Story = null,
    Dictionary<string, string>? Parameters = null,
    string? Tag = null,
    int? Rate = null,
    QueryDocument? Query = null,
    string? Title = null,
    DateTimeOffset? Until = null);

/// <summary>Whom a broadcast is for, where its recipients are not uploaded.</summary>
internal sealed record QueryDocument(
    DateTimeOffset? Since = null, DateTimeOffset? Before = null);

/// <summary>What of a broadcast can be changed while it goes on.</summary>
internal sealed record BroadcastChange(int? Rate = null);

/// <summary>All broadcasts.</summary>
internal sealed record BroadcastsDocument(IReadOnlyList<BroadcastListed> Broadcasts);

/// <summary>A broadcast among all others.</summary>
internal sealed record BroadcastListed(
    string Namespace,
    string Bot,
    string Id,
    string? Title,
    string Stage,
    DateTimeOffset Created);

/// <summary>How far a broadcast is.</summary>
internal sealed record BroadcastDocument(
    string Namespace,
    string Bot,
    string Id,
    string? Title,
    string Stage,
    bool Settled,
    string? Hold,
    IReadOnlyList<string> Endpoints,
    int Rate,
    QueryDocument? Query,
    int Recipients,
    IReadOnlyDictionary<string, int> Counts,
    DateTimeOffset Created,
    DateTimeOffset? Started,
    DateTimeOffset? Ended,
    DateTimeOffset? Until)
{
    public static BroadcastDocument Of(BroadcastId id, BroadcastProgress progress) => new(
        id.Namespace,
        id.Bot,
        id.Id,
        progress.Plan.Title,
        ProactiveJson.Word(progress.Stage),
        progress.Settled,
        progress.Hold,
        progress.Plan.Endpoints,
        progress.Plan.Rate,
        progress.Plan.Query is { } query ? new QueryDocument(query.Since, query.Before) : null,
        progress.Recipients,
        progress.Counts.OrderBy(count => count.Key).ToDictionary(
            count => ProactiveJson.Word(count.Key), count => count.Value),
        progress.Created,
        progress.Started,
        progress.Ended,
        progress.Plan.Until);
}

/// <summary>What became of an upload: how many there are, and how many were named again.</summary>
internal sealed record AudienceDocument(long Recipients, int Duplicates);

/// <summary>Some recipients, and what <c>after</c> of the next page is.</summary>
internal sealed record RecipientsDocument(
    IReadOnlyList<RecipientDocument> Recipients, string? Next);

/// <summary>A recipient, and what became of it for them.</summary>
internal sealed record RecipientDocument(
    string Endpoint, string User, string? Thread, string Outcome, string? Reason);
