namespace TockOrleans.Stores;

/// <summary>Some sessions, by the store's own names of them, and what is old.</summary>
/// <param name="After">Sessions after this one …</param>
/// <param name="Last">… up to this one.</param>
/// <param name="Before">Milliseconds; what is older is old.</param>
internal readonly record struct PruningSpan(long After, long Last, long Before);
