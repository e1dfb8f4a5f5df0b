namespace TockOrleans.GrainInterfaces;

/// <summary>Whether an order to a broadcast was carried out.</summary>
public enum BroadcastAnswerStatus
{
    /// <summary>It was, and is on disk.</summary>
    Done,

    /// <summary>There is no such broadcast.</summary>
    Missing,

    /// <summary>It does not fit how far the broadcast is.</summary>
    Conflict,

    /// <summary>It is not right.</summary>
    Invalid,

    /// <summary>A bound is reached.</summary>
    Full,
}
