using TockOrleans.GrainInterfaces;

namespace TockOrleans.Grains.Broadcasts;

/// <summary>
/// A broadcast as it is stored; its recipients are in its parts. Members are only added, each with
/// a default.
/// </summary>
[GenerateSerializer, Alias("tock.BroadcastRecord")]
internal sealed record BroadcastRecord
{
    /// <summary>What it says; null: there is no such broadcast.</summary>
    [Id(0)]
    public BroadcastPlan? Plan { get; init; }

    [Id(1)]
    public BroadcastStage Stage { get; init; } = BroadcastStage.Draft;

    [Id(2)]
    public DateTimeOffset Created { get; init; }

    [Id(3)]
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it was completed or cancelled.</summary>
    [Id(4)]
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Whether nothing will change any more.</summary>
    [Id(5)]
    public bool Settled { get; init; }

    /// <summary>Recipients a second, as changed last.</summary>
    [Id(6)]
    public int Rate { get; init; }

    /// <summary>The number of the audience that counts; 0: there is none yet.</summary>
    [Id(7)]
    public long Audience { get; init; }

    /// <summary>The number of the latest audience that was begun.</summary>
    [Id(8)]
    public long LatestAudience { get; init; }

    /// <summary>The counts of each part as they were a while ago; the parts know.</summary>
    [Id(9)]
    public IReadOnlyList<int[]> Parts { get; init; } = [];

    /// <summary>While the audience is looked for: the place of the endpoint.</summary>
    [Id(10)]
    public int CollectingEndpoint { get; init; }

    /// <summary>While the audience is looked for: goes on after this session.</summary>
    [Id(11)]
    public string? CollectedUpTo { get; init; }

    /// <summary>Whether the whole audience is known.</summary>
    [Id(12)]
    public bool Collected { get; init; }

    /// <summary>When it was last said to somebody, as known now and then.</summary>
    [Id(13)]
    public DateTimeOffset? LastQueued { get; init; }

    /// <summary>No part of the latest audience has this number or a greater one.</summary>
    [Id(14)]
    public int LatestParts { get; init; }

    /// <summary>The number of an earlier audience that is to be forgotten; 0: none.</summary>
    [Id(15)]
    public long Replaced { get; init; }

    /// <summary>How many parts that one has.</summary>
    [Id(16)]
    public int ReplacedParts { get; init; }

    /// <summary>Why it was cancelled by itself, in a fixed word; null: it was not.</summary>
    [Id(17)]
    public string? Problem { get; init; }

    /// <summary>Whether somebody must see to it.</summary>
    public bool IsActive => Plan is not null && Stage != BroadcastStage.Draft && !Settled;

    /// <summary>After that nothing more is said.</summary>
    public DateTimeOffset Until => Plan?.Until ?? (Started ?? Created) + BroadcastPlan.RunsFor;

    /// <summary>The name of the order, another one for one made anew under the same name.</summary>
    public string OrderId(BroadcastId id) =>
        $"broadcast:{id.Id}@{Created.ToUnixTimeMilliseconds()}";
}
