namespace TockOrleans.Client;

/// <summary>The server does not take a request, and would not if it were sent again.</summary>
public sealed class TockException : Exception
{
    /// <summary>Says nothing; there for serializers.</summary>
    public TockException() => Reason = "";

    /// <summary>Says what went wrong.</summary>
    public TockException(string message) : base(message) => Reason = message;

    /// <summary>Says what went wrong and why.</summary>
    public TockException(string message, Exception inner) : base(message, inner) =>
        Reason = message;

    /// <summary>A refusal.</summary>
    /// <param name="status">The HTTP status; below 400: the answer is not in the format.</param>
    /// <param name="reason">What the server says of it, may be empty.</param>
    public TockException(int status, string reason)
        : base($"{status} {reason}".Trim()) => (Status, Reason) = (status, reason);

    /// <summary>The HTTP status; below 400: the answer is not in the format.</summary>
    public int Status { get; }

    /// <summary>What the server says of it, may be empty.</summary>
    public string Reason { get; }
}
