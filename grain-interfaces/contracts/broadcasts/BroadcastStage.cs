namespace TockOrleans.GrainInterfaces;

/// <summary>How far a broadcast is. The numbers are stored: never renumber.</summary>
public enum BroadcastStage
{
    /// <summary>It was made, and nothing is said yet; its audience may be uploaded.</summary>
    Draft = 1,

    /// <summary>Its audience is looked for.</summary>
    Collecting = 2,

    /// <summary>It is said, at its rate, or it is not known yet what became of all of it.</summary>
    Running = 3,

    /// <summary>Nothing more is said for now; what was queued leaves.</summary>
    Paused = 4,

    /// <summary>It is said, and what became of it is known as far as it will be.</summary>
    Completed = 5,

    /// <summary>Nothing more is said; what was queued leaves.</summary>
    Cancelled = 6,
}
