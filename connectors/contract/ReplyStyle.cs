namespace TockOrleans.Connectors.Contract;

/// <summary>How a channel takes replies.</summary>
public enum ReplyStyle
{
    /// <summary>The request is acknowledged; replies leave through the channel's API.</summary>
    Asynchronous,

    /// <summary>Replies go back in the answer to the request.</summary>
    Synchronous,

    /// <summary>The parser says it for each event.</summary>
    PerEvent,
}
