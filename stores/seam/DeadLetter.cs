using TockOrleans.Messages;

namespace TockOrleans.Stores;

/// <summary>A reply that was given up, and whose it is.</summary>
/// <param name="Session">The session.</param>
/// <param name="Reply">The reply; its <see cref="Entry.Reason"/> says why.</param>
public sealed record DeadLetter(SessionId Session, Entry Reply);
