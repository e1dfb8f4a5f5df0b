using TockOrleans.Stores;

namespace TockOrleans.Hosting.Secrets;

/// <summary>The keys this node has.</summary>
internal interface ISecretKeys
{
    /// <summary>Where they come from, for messages.</summary>
    string Source { get; }

    /// <summary>The key that seals.</summary>
    /// <exception cref="StoreException">There is none, and none can be made.</exception>
    SecretKey Sealing();

    /// <summary>The key of that id; null: this node does not have it.</summary>
    /// <exception cref="StoreException">The keys cannot be read.</exception>
    SecretKey? Find(string id);
}
