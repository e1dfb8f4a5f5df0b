using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>
/// Looks into the store for those who operate the platform. Any key will do; the key 0 is used.
/// </summary>
[Alias("tock.IConversations")]
public interface IConversations : IGrainWithIntegerKey
{
    /// <summary>The most of anything on one page.</summary>
    const int PageMax = 500;

    /// <summary>Lists sessions, by their names.</summary>
    [Alias("FindSessions")]
    Task<SessionList> FindSessions(SessionSearch search);

    /// <summary>Lists entries of the conversation log, by session, then in their order.</summary>
    [Alias("FindLog")]
    Task<LogList> FindLog(LogSearch search);

    /// <summary>Reads one session.</summary>
    /// <param name="session">Its name, as <see cref="Messages.SessionId"/> writes it.</param>
    /// <returns>The session; null: there is none.</returns>
    [Alias("Read")]
    Task<SessionDetail?> Read(string session);

    /// <summary>Reads a session's log in order.</summary>
    /// <param name="session">Its name.</param>
    /// <param name="after">Entries with a greater number than this; 0: from the start.</param>
    /// <param name="limit">The most to return, up to <see cref="PageMax"/>.</param>
    [Alias("ReadLog")]
    Task<IReadOnlyList<LogInfo>> ReadLog(string session, long after, int limit);
}
