namespace TockOrleans.Bot;

/// <summary>A place within a story.</summary>
public sealed class StoryStep
{
    /// <summary>Makes a step.</summary>
    /// <param name="name">Its name, unique within the story.</param>
    /// <param name="intents">Intents that lead to this step while the user is in the story.</param>
    public StoryStep(string name, params string[] intents)
    {
        Name = name;
        Intents = [.. intents];
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Intents that lead here while the user is in the story.</summary>
    public IReadOnlyList<string> Intents { get; }
}
