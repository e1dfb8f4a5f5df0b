namespace TockOrleans.Connectors.Contract;

/// <summary>What a parser made of a request. A closed family.</summary>
public abstract record ParseResult
{
    private ParseResult()
    {
    }

    /// <summary>The events of the request; may be none.</summary>
    /// <param name="Items">What was read, in the channel's order.</param>
    public sealed record Events(IReadOnlyList<ParsedItem> Items) : ParseResult
    {
        /// <summary>
        /// What acknowledges the request once its events are on disk, where no reply goes back in
        /// the answer. Some channels take an empty 200 for a failure.
        /// </summary>
        public WebhookReply Acknowledgement { get; init; } = WebhookReply.Ok;
    }

    /// <summary>The request as a whole is wrong: answered with <paramref name="Status"/>.</summary>
    /// <param name="Reason">What is wrong, for the developer at the other end.</param>
    /// <param name="Status">The HTTP status, 4xx.</param>
    public sealed record Malformed(string Reason, int Status = 400) : ParseResult;

    /// <summary>The request wants no turn, only this answer.</summary>
    /// <param name="Reply">The answer.</param>
    public sealed record Answer(WebhookReply Reply) : ParseResult;

    /// <summary>The request brings what an installation of the app is got with.</summary>
    /// <param name="Code">For <see cref="IAccountInstaller.Install"/>; a secret.</param>
    public sealed record Install(string Code) : ParseResult
    {
        /// <summary>The code is not shown.</summary>
        public override string ToString() => nameof(Install);
    }

    /// <summary>The request opens a stream of a user's replies.</summary>
    /// <param name="User">The user.</param>
    /// <param name="Thread">The thread, where the channel has threads.</param>
    /// <param name="LastEventId">Where the client's last stream broke off; null: unknown.</param>
    public sealed record OpenStream(string User, string? Thread, string? LastEventId) : ParseResult
    {
        /// <summary>Whether the client also wants to see answers grow.</summary>
        public bool Growing { get; init; }
    }

    /// <summary>
    /// The request is for another endpoint of the bot, of the same connector: it is verified and
    /// parsed there as if it had been sent to it.
    /// </summary>
    /// <param name="Endpoint">The other endpoint's id; not this one's own.</param>
    public sealed record Bridge(string Endpoint) : ParseResult;

    /// <summary>The user stops the story that runs for them.</summary>
    /// <param name="User">The user.</param>
    /// <param name="Thread">The thread, where the channel has threads.</param>
    /// <param name="EventId">
    /// Only the story of this event, by the connector's canonical id; null: whichever runs.
    /// </param>
    /// <param name="Stopped">What answers where the story was told to stop.</param>
    /// <param name="NothingRan">What answers where there was none.</param>
    public sealed record Cancel(
        string User,
        string? Thread,
        string? EventId,
        WebhookReply Stopped,
        WebhookReply NothingRan) : ParseResult;
}
