using TockOrleans.Messages;

namespace TockOrleans.Stores;

/// <summary>A session that has no log any more.</summary>
/// <param name="Session">The session.</param>
/// <param name="Version">Its version: whatever happens in it makes another.</param>
public sealed record SilentSession(SessionId Session, long Version);
