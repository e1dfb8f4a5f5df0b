using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>
/// All broadcasts there are, by name, and which of them have work left. There is one, its key is
/// <see cref="Key"/>. It knows what broadcasts tell it; they have the last word.
/// </summary>
[Alias("tock.IBroadcasts")]
public interface IBroadcasts : IGrainWithStringKey
{
    /// <summary>The one key.</summary>
    const string Key = "all";

    /// <summary>The most broadcasts kept; older ones must be removed before.</summary>
    const int BroadcastsMax = 1_000;

    /// <summary>The most broadcasts with work left at the same time.</summary>
    const int ActiveMax = 50;

    /// <summary>Writes how far a broadcast is.</summary>
    /// <param name="broadcast">The broadcast.</param>
    /// <returns>False: there are as many as there may be, and nothing was written.</returns>
    [Alias("Put")]
    Task<bool> Put(BroadcastSummary broadcast);

    /// <summary>Forgets a broadcast.</summary>
    /// <param name="name">Its name.</param>
    [Alias("Remove")]
    Task Remove(string name);

    /// <summary>All of them, by name.</summary>
    [Alias("List")]
    Task<IReadOnlyList<BroadcastSummary>> List();
}
