using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>
/// Lets go of what was kept long enough: conversations and the audit. One for all; whoever is on a
/// node reminds it.
/// </summary>
[Alias("tock.IRetention")]
public interface IRetention : IGrainWithIntegerKey
{
    /// <summary>The key of the one there is.</summary>
    const long Key = 0;

    /// <summary>
    /// Takes the next step of a round: a bounded number of rows. A round begins when the grain does
    /// and a day after the one before.
    /// </summary>
    /// <returns>Whether the round goes on; false: nothing is to be done for now.</returns>
    [Alias("Step")]
    Task<bool> Step();
}
