namespace TockOrleans.Connectors.Contract;

/// <summary>A limit of the channel: so many messages in so much time, for each key.</summary>
/// <param name="Scope">
/// Whom it is for, in the vendor's word: <c>app</c>, <c>workspace</c>, <c>channel</c> …
/// </param>
/// <param name="Permits">How many messages.</param>
/// <param name="Per">In how much time: a second, a minute, a day.</param>
/// <param name="Burst">
/// How many may leave at once after a time of rest; at least 1, and for limits of a day all of
/// them.
/// </param>
public sealed record RateLimit(string Scope, int Permits, TimeSpan Per, int Burst = 1);
