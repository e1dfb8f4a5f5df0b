using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>
/// The erasure of some persons: all their sessions and, when these are gone, what they left in the
/// files of the store. Its key is the erasure's own; it lives in memory only, so after a crash it
/// is not known, and is begun again: to erase who is erased changes nothing.
/// </summary>
[Alias("tock.IErasure")]
public interface IErasure : IGrainWithStringKey
{
    /// <summary>The most persons of one erasure.</summary>
    const int PersonsMax = 100;

    /// <summary>Begins, and goes on after this returns; begun once only.</summary>
    /// <param name="order">Whom to erase, and on whose behalf.</param>
    [Alias("Begin")]
    Task Begin(ErasureOrder order);

    /// <summary>Tells how far it is.</summary>
    /// <returns>How far; null: nobody began it here.</returns>
    [Alias("GetProgress")]
    Task<ErasureProgress?> GetProgress();
}
