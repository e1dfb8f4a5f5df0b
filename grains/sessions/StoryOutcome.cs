using TockOrleans.Bot;

namespace TockOrleans.Grains.Sessions;

/// <summary>What became of a story. A closed family.</summary>
public abstract record StoryOutcome
{
    private StoryOutcome()
    {
    }

    /// <summary>It ended.</summary>
    /// <param name="Result">What it leads to.</param>
    public sealed record Completed(TurnResult Result) : StoryOutcome;

    /// <summary>It threw, or took too long.</summary>
    /// <param name="Reason">Which, for the log.</param>
    public sealed record Failed(string Reason) : StoryOutcome;
}
