namespace TockOrleans.Bot;

/// <summary>What a text means.</summary>
/// <param name="Intent">The intent; null: none was found.</param>
/// <param name="Score">The trust in the intent, 0 to 1.</param>
/// <param name="Entities">The entities, in the order of the text.</param>
public sealed record Understanding(
    string? Intent, double Score, IReadOnlyList<EntityValue> Entities)
{
    /// <summary>Nothing was understood.</summary>
    public static Understanding None { get; } = new(null, 0, []);
}
