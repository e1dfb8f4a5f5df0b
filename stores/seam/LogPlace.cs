using TockOrleans.Messages;

namespace TockOrleans.Stores;

/// <summary>A place in the conversation log.</summary>
/// <param name="Session">The session.</param>
/// <param name="Seq">The entry; it need not be there.</param>
public readonly record struct LogPlace(SessionId Session, long Seq);
