using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>
/// Whom a broadcast is for, by what is known of them: all sessions of its endpoints, or those whose
/// users last wrote within a time.
/// </summary>
/// <param name="Since">Only users who last wrote then or later; null: any.</param>
/// <param name="Before">Only users who last wrote before that; null: any.</param>
[GenerateSerializer, Immutable, Alias("tock.AudienceQuery")]
public sealed record AudienceQuery(
    [property: Id(0)] DateTimeOffset? Since = null,
    [property: Id(1)] DateTimeOffset? Before = null);
