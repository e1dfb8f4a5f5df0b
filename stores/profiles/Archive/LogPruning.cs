namespace TockOrleans.Stores;

/// <summary>
/// Walks through sessions in the order they were made and removes what is old. A step looks at so
/// many sessions and removes so many entries at the most, so that turns hardly wait for it.
/// </summary>
internal sealed class LogPruning(IPruningTables tables)
{
    private const int SessionsAtOnce = 250;
    private const int EntriesAtOnce = 500;

    public async Task<PrunedLog> Step(DateTimeOffset before, long after)
    {
        if (await tables.LastOf(after, SessionsAtOnce).ConfigureAwait(false) is not { } last)
            return new PrunedLog(0, [], null);
        var span = new PruningSpan(after, last, before.ToUnixTimeMilliseconds());
        var (found, removed) = await tables.Remove(span, EntriesAtOnce).ConfigureAwait(false);
        return found == EntriesAtOnce
            ? new PrunedLog(removed, [], after)
            : new PrunedLog(removed, await tables.Silent(span).ConfigureAwait(false), last);
    }
}
