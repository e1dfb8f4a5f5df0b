namespace TockOrleans.Connectors.Contract;

/// <summary>A verifier's verdict. A closed family.</summary>
public abstract record Verification
{
    private Verification()
    {
    }

    /// <summary>Further headers of the answer, whatever becomes of the request.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The request is the channel's.</summary>
    /// <param name="User">The user it proves, where the proof names one; else null.</param>
    public sealed record Verified(string? User = null) : Verification
    {
        /// <summary>
        /// Until when the proof holds: a stream that it opened ends then. Null: for as long as the
        /// stream is open.
        /// </summary>
        public DateTimeOffset? Until { get; init; }
    }

    /// <summary>
    /// It is not: answered with <paramref name="Status"/>, and the reason is logged.
    /// </summary>
    /// <param name="Reason">What was wrong; no secret and nothing of the user in it.</param>
    /// <param name="Status">The HTTP status: 401, or the channel's own choice.</param>
    public sealed record Rejected(string Reason, int Status = 401) : Verification;

    /// <summary>The channel tests the address; the reply is all there is to do.</summary>
    /// <param name="Reply">The reply.</param>
    public sealed record Handshake(WebhookReply Reply) : Verification;

    /// <summary>
    /// A key document is missing, or a key in it: it is fetched (from an allowed host) and asked
    /// again. A request whose key the document still does not have is rejected.
    /// </summary>
    /// <param name="Address">Where it lies.</param>
    public sealed record NeedKeys(Uri Address) : Verification;
}
