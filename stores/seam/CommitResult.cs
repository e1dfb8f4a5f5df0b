namespace TockOrleans.Stores;

/// <summary>What became of a commit. A closed family.</summary>
public abstract record CommitResult
{
    private CommitResult()
    {
    }

    /// <summary>It is on disk.</summary>
    /// <param name="Handle">The store's own name of the session.</param>
    public sealed record Committed(long Handle) : CommitResult;

    /// <summary>
    /// The session on disk is not the version this one follows; nothing was written.
    /// </summary>
    public sealed record Conflict : CommitResult;

    /// <summary>An added event is on disk already; nothing was written.</summary>
    public sealed record Duplicate : CommitResult;

    /// <summary>The store refused; nothing was written.</summary>
    /// <param name="Reason">Why: a full disk, a shut store …</param>
    public sealed record Refused(string Reason) : CommitResult;

    /// <summary>It may be on disk or not; only reading the session again tells.</summary>
    /// <param name="Reason">What was seen instead of an answer.</param>
    public sealed record Unknown(string Reason) : CommitResult;
}
