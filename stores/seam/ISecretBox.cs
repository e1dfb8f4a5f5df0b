namespace TockOrleans.Stores;

/// <summary>
/// Keeps secrets of endpoints unreadable on the disk: what is sealed on one node of the cluster is
/// opened on every other one that was given the same keys.
/// </summary>
public interface ISecretBox
{
    /// <summary>Seals a text; never the same twice.</summary>
    /// <param name="secret">The text.</param>
    /// <param name="purpose">What it is for; it opens for nothing else.</param>
    string Seal(string secret, string purpose);

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    /// <param name="sealed">The sealed text.</param>
    /// <param name="purpose">What it is for.</param>
    /// <exception cref="StoreException">
    /// It was sealed with a key this node does not have, for another purpose, or it was changed.
    /// </exception>
    string Open(string @sealed, string purpose);
}
