namespace TockOrleans.GrainInterfaces;

/// <summary>
/// What became of a broadcast for one recipient. The numbers are stored: never renumber.
/// </summary>
public enum RecipientOutcome
{
    /// <summary>It is not said yet.</summary>
    Waiting = 0,

    /// <summary>It is on disk, and has not left or its outcome is not known yet.</summary>
    Queued = 1,

    /// <summary>The channel has all of it.</summary>
    Sent = 2,

    /// <summary>The channel says that all of it reached the user's device.</summary>
    Delivered = 3,

    /// <summary>The story ran and had nothing to say.</summary>
    Silent = 4,

    /// <summary>
    /// The channel may have it or not, and it is not sent again: this recipient may have missed it.
    /// </summary>
    Unknown = 5,

    /// <summary>The channel refused it, or it did not leave in time.</summary>
    Dead = 6,

    /// <summary>The channel takes nothing for this user now.</summary>
    OutsideWindow = 7,

    /// <summary>The user never wrote, and the channel tells no address before that.</summary>
    NoConversation = 8,

    /// <summary>The bot cannot speak first on this channel.</summary>
    Unsupported = 9,

    /// <summary>The user was erased.</summary>
    Erased = 10,

    /// <summary>The story failed; nothing was said.</summary>
    Failed = 11,

    /// <summary>Its endpoint was removed before anything was said.</summary>
    NoEndpoint = 12,
}
