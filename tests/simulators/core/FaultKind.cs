namespace TockOrleans.Simulators;

/// <summary>What can go wrong with a call of the channel's API.</summary>
public enum FaultKind
{
    /// <summary>Too many calls: not taken, with the time to wait.</summary>
    RateLimited,

    /// <summary>The server is in trouble: not taken.</summary>
    NotTaken,

    /// <summary>A server error: the message may be taken or not, the seed decides.</summary>
    Uncertain,

    /// <summary>The connection is cut before the request is read: not taken.</summary>
    Cut,

    /// <summary>The message is taken, then the connection is cut: the caller cannot know.</summary>
    AnswerLost,

    /// <summary>Taken and answered, but late.</summary>
    Slow,

    /// <summary>The token counts as revoked: not taken.</summary>
    TokenRevoked,

    /// <summary>Refused for good, with a code: not taken.</summary>
    Rejected,
}
