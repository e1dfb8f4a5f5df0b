namespace TockOrleans.Stores;

/// <summary>How far an entry is. The numbers are stored: never renumber.</summary>
public enum EntryStatus
{
    /// <summary>Event: on disk, its turn not committed.</summary>
    Open = 1,

    /// <summary>Event: its turn is committed.</summary>
    Done = 2,

    /// <summary>Event: its story failed; the technical error answered it.</summary>
    Failed = 3,

    /// <summary>Event: over the session's bound; it had no turn.</summary>
    Refused = 4,

    /// <summary>Event: on disk, a deferral answered it, its turn not committed.</summary>
    Deferred = 5,

    /// <summary>Reply: to be sent.</summary>
    Pending = 10,

    /// <summary>Reply: an attempt to send is on disk, its outcome is not.</summary>
    Armed = 11,

    /// <summary>Reply: went back in the channel's answer.</summary>
    Answered = 12,

    /// <summary>Reply: came after the deferral; waits for the user's next event.</summary>
    Held = 13,

    /// <summary>Reply: the channel has it.</summary>
    Sent = 14,

    /// <summary>Reply: given up; a dead letter.</summary>
    Dead = 15,

    /// <summary>Reply: held too long to make sense.</summary>
    Expired = 16,

    /// <summary>Reply: a deferral; it went back in the channel's answer.</summary>
    Deferral = 17,

    /// <summary>Reply: a dead letter of which a copy was queued anew.</summary>
    Replayed = 18,

    /// <summary>Reply: the channel says that it reached the user's device.</summary>
    Delivered = 19,

    /// <summary>Reply: the channel says that the user read it.</summary>
    Read = 20,
}
