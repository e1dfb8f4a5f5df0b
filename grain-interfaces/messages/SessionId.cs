namespace TockOrleans.Messages;

/// <summary>
/// Names one conversation: one user on one endpoint, and the thread where the channel has
/// threads: <c>{namespace}/{bot}/{endpoint}/{user}[/{thread}]</c>, user and thread percent-encoded.
/// It is the session grain's key.
/// </summary>
public readonly record struct SessionId
{
    /// <summary>The longest user or thread id, in characters before encoding.</summary>
    public const int PartMax = 256;

    /// <summary>What the ids of test users begin with, and those of nobody else.</summary>
    public const string TestPrefix = "tock-test:";

    private SessionId(EndpointId endpoint, string user, string? thread) =>
        (Endpoint, User, Thread) = (endpoint, user, thread);

    /// <summary>The endpoint the user came through.</summary>
    public EndpointId Endpoint { get; }

    /// <summary>The user, the vendor's workspace, page or number included.</summary>
    public string User { get; }

    /// <summary>The thread, or null.</summary>
    public string? Thread { get; }

    /// <summary>Whether the user is nobody: a test talks in their name.</summary>
    public bool IsTest => User.StartsWith(TestPrefix, StringComparison.Ordinal);

    /// <summary>Makes a session's name of parts a channel sent.</summary>
    /// <returns>
    /// False where a part is empty, longer than <see cref="PartMax"/> or not Unicode.
    /// </returns>
    public static bool TryCreate(
        EndpointId endpoint, string? user, string? thread, out SessionId session)
    {
        session = default;
        if (!endpoint.IsValid || !IsPart(user) || (thread is not null && !IsPart(thread)))
            return false;
        session = new SessionId(endpoint, user!, thread);
        return true;
    }

    /// <summary>Reads a grain key back.</summary>
    /// <exception cref="FormatException">
    /// The key is not one that <see cref="ToString"/> writes.
    /// </exception>
    public static SessionId Parse(string key)
    {
        var parts = key.Split('/');
        if (parts.Length is 4 or 5
            && TryCreate(
                new EndpointId(parts[0], parts[1], parts[2]),
                Uri.UnescapeDataString(parts[3]),
                parts.Length == 5 ? Uri.UnescapeDataString(parts[4]) : null,
                out var session)
            && session.ToString() == key)
            return session;
        throw new FormatException($"'{key}' does not name a session");
    }

    /// <inheritdoc/>
    public override string ToString() => Thread is null
        ? $"{Endpoint}/{Uri.EscapeDataString(User)}"
        : $"{Endpoint}/{Uri.EscapeDataString(User)}/{Uri.EscapeDataString(Thread)}";

    private static bool IsPart(string? part)
    {
        if (part is null or { Length: 0 or > PartMax })
            return false;
        // Half a surrogate pair would be escaped as U+FFFD, and two users would share a session.
        for (var i = 0; i < part.Length; i++)
            if (char.IsSurrogate(part[i]) && !char.IsSurrogatePair(part, i++))
                return false;
        return true;
    }
}
