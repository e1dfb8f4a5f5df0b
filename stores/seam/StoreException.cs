namespace TockOrleans.Stores;

/// <summary>
/// A store cannot be opened or cannot answer; the message says why and what to do.
/// </summary>
public sealed class StoreException : Exception
{
    /// <summary>An unexplained failure.</summary>
    public StoreException()
    {
    }

    /// <summary>A failure with its explanation.</summary>
    public StoreException(string message) : base(message)
    {
    }

    /// <summary>A failure with its explanation and its cause.</summary>
    public StoreException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
