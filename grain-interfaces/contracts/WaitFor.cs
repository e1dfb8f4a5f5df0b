using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>What the caller of <see cref="IUserSession.Accept"/> waits for.</summary>
[GenerateSerializer, Alias("tock.WaitFor")]
public enum WaitFor
{
    /// <summary>That the event is on disk; the replies leave through the endpoint.</summary>
    Durable,

    /// <summary>The replies: they go back in the channel's answer.</summary>
    Reply,

    /// <summary>
    /// The replies, or a deferral: the channel's time is over, so the event is made durable and
    /// a short text answers it now; the replies come later.
    /// </summary>
    ReplyOrDeferral,
}
