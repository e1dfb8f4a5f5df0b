namespace TockOrleans.Bot;

/// <summary>A value found at some word of an utterance.</summary>
/// <param name="Words">How many words it takes; at least one.</param>
/// <param name="Value">The value in canonical form.</param>
public readonly record struct EntitySpan(int Words, string Value);
