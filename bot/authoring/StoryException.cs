namespace TockOrleans.Bot;

/// <summary>
/// A story did what no channel or store could carry (a bound, an empty message, no answer at all)
/// or a value it asked for is not there. A mistake of the author, for the log; the user gets the
/// technical-error answer.
/// </summary>
public sealed class StoryException : Exception
{
    /// <summary>Says what went wrong.</summary>
    public StoryException(string message) : base(message)
    {
    }

    /// <summary>Says what went wrong and why.</summary>
    public StoryException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>Says nothing; there for serializers.</summary>
    public StoryException()
    {
    }
}
