using TockOrleans.Messages;

namespace TockOrleans.Stores;

/// <summary>An entry of the conversation log, and whose it is.</summary>
/// <param name="Session">The session.</param>
/// <param name="Entry">The event or the reply.</param>
public sealed record LogEntry(SessionId Session, Entry Entry);
