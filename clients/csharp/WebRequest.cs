namespace TockOrleans.Client;

/// <summary>
/// What a user does. Of query, feedback, payload, ref, location and file the first that is there
/// counts, in this order; one is needed. Limits are in characters.
/// </summary>
public sealed record WebRequest
{
    /// <summary>The user, 256; ignored where the endpoint knows users by itself.</summary>
    public string? UserId { get; init; }

    /// <summary>What the user wrote, 40,000.</summary>
    public string? Query { get; init; }

    /// <summary>An opinion on a message.</summary>
    public WebFeedback? Feedback { get; init; }

    /// <summary>The payload of a button, 4,000.</summary>
    public string? Payload { get; init; }

    /// <summary>Where the user comes from, 2,000.</summary>
    public string? Ref { get; init; }

    /// <summary>Where the user is.</summary>
    public WebLocation? Location { get; init; }

    /// <summary>A file.</summary>
    public WebSentFile? File { get; init; }

    /// <summary>The user's language, such as <c>fr-FR</c>.</summary>
    public string? Locale { get; init; }

    /// <summary>
    /// The event's own id, 200: the same again gets the same answer and changes nothing. Where it
    /// is missing, the client makes one.
    /// </summary>
    public string? EventId { get; init; }

    /// <summary>Handed to the story as metadata.</summary>
    public bool? ReturnsHistory { get; init; }

    /// <summary>Handed to the story as metadata.</summary>
    public bool? SourceWithContent { get; init; }

    /// <summary>Another web endpoint of the bot, where this one bridges.</summary>
    public string? ConnectorId { get; init; }
}
