using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>
/// Who did what through the administration. Any key will do; the key 0 is used.
/// </summary>
[Alias("tock.IAuditTrail")]
public interface IAuditTrail : IGrainWithIntegerKey
{
    /// <summary>The most entries of one page.</summary>
    const int PageMax = 500;

    /// <summary>
    /// Writes down what was done; returns when it is on disk. Ids of users do not get there: each
    /// person stands as a pseudonym.
    /// </summary>
    [Alias("Write")]
    Task Write(AuditNote note);

    /// <summary>Lists what was done, the latest first.</summary>
    /// <param name="before">Only what was written before this entry; null: from the latest.</param>
    /// <param name="limit">The most to return, up to <see cref="PageMax"/>.</param>
    [Alias("List")]
    Task<IReadOnlyList<AuditInfo>> List(long? before, int limit);
}
