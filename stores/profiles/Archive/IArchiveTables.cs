using TockOrleans.Messages;

namespace TockOrleans.Stores;

/// <summary>What the archive's walk asks of a profile; each by an index, each bounded.</summary>
internal interface IArchiveTables
{
    /// <summary>The first session's key that is not before this one.</summary>
    Task<string?> FirstKey(string from);

    /// <summary>Sessions of a range, in order.</summary>
    Task<List<SessionSummary>> Sessions(KeySpan span, int limit);

    /// <summary>Keys of a range, in order.</summary>
    Task<List<string>> Keys(KeySpan span, int limit);

    /// <summary>Entries of the sessions of a range, in order.</summary>
    /// <param name="span">The range; only as large as may be read through.</param>
    /// <param name="query">The time, the place to start after, and the limit.</param>
    Task<List<LogEntry>> Entries(KeySpan span, EntryFilter query);
}
