namespace TockOrleans.Messages;

/// <summary>A user's judgement of an answer.</summary>
public enum FeedbackVote
{
    /// <summary>Helpful.</summary>
    Up,

    /// <summary>Not helpful.</summary>
    Down,
}
