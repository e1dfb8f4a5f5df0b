namespace TockOrleans.Connectors.Contract;

/// <summary>Why a connection ended.</summary>
/// <param name="Reason">The channel's code, or what was seen; without user text.</param>
/// <param name="After">
/// How long to wait before the next one; null: the platform's own backoff.
/// </param>
public sealed record ConnectionEnd(string Reason, TimeSpan? After = null);
