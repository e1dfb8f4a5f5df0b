namespace TockOrleans.Bot;

/// <summary>
/// A kind of value found in texts: stations, dates, … Immutable; used by many turns at once.
/// </summary>
/// <param name="name">Its name in phrases: <c>{origin:station}</c>.</param>
public abstract class EntityType(string name)
{
    /// <summary>Its name in phrases.</summary>
    public string Name { get; } = name;

    /// <summary>The longest value that begins at a word; null: none does.</summary>
    /// <param name="utterance">The text, cut into words.</param>
    /// <param name="word">The index of the first word.</param>
    public abstract EntitySpan? FindAt(Utterance utterance, int word);

    /// <summary>Whether a text is a value in canonical form, as buttons carry it.</summary>
    /// <param name="value">The text.</param>
    public abstract bool IsValue(string value);
}
