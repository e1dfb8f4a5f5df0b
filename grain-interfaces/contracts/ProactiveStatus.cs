namespace TockOrleans.GrainInterfaces;

/// <summary>What became of an order to speak first.</summary>
public enum ProactiveStatus
{
    /// <summary>It is on disk, with what is to be sent; now or by an earlier call.</summary>
    Queued,

    /// <summary>
    /// The channel takes nothing for this user now: the user wrote too long ago, and the order
    /// names no rule of the channel under which it would.
    /// </summary>
    OutsideWindow,

    /// <summary>The user never wrote, and the channel tells no address before that.</summary>
    NoConversation,

    /// <summary>The bot cannot speak first on this channel.</summary>
    Unsupported,

    /// <summary>The user was erased; nothing is said to them under this order.</summary>
    Erased,

    /// <summary>The story failed; nothing was said.</summary>
    Failed,

    /// <summary>Not now: the session is busy, or the node or the store in trouble.</summary>
    Unavailable,

    /// <summary>
    /// The endpoint was removed; nothing was said, and the order is known no more than before.
    /// </summary>
    NoEndpoint,
}
