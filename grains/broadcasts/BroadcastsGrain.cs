using TockOrleans.GrainInterfaces;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Broadcasts;

/// <summary>All broadcasts by name, in one row: written when one begins or ends.</summary>
internal sealed class BroadcastsGrain(
    [PersistentState("broadcasts", GrainStorage.Name)]
    IPersistentState<BroadcastRegistryState> state) : Grain, IBroadcasts
{
    /// <inheritdoc/>
    public async Task<bool> Put(BroadcastSummary broadcast)
    {
        var others = Others(broadcast.Name).ToList();
        var isNew = others.Count == state.State.Broadcasts.Count;
        if ((isNew && others.Count >= IBroadcasts.BroadcastsMax)
            || (broadcast.Active
                && others.Count(other => other.Active) >= IBroadcasts.ActiveMax))
            return false;
        if (!state.State.Broadcasts.Contains(broadcast))
            await Write([.. others, broadcast]);
        return true;
    }

    /// <inheritdoc/>
    public async Task Remove(string name)
    {
        var others = Others(name).ToList();
        if (others.Count < state.State.Broadcasts.Count)
            await Write(others);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<BroadcastSummary>> List() =>
        Task.FromResult<IReadOnlyList<BroadcastSummary>>(
            [.. state.State.Broadcasts.OrderBy(one => one.Name, StringComparer.Ordinal)]);

    private IEnumerable<BroadcastSummary> Others(string name) =>
        state.State.Broadcasts.Where(other => other.Name != name);

    private async Task Write(IReadOnlyList<BroadcastSummary> broadcasts)
    {
        state.State = new BroadcastRegistryState { Broadcasts = broadcasts };
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // It may be on disk all the same: the next activation reads what there is.
            DeactivateOnIdle();
            throw;
        }
    }
}
