namespace TockOrleans.Hosting.Secrets;

/// <summary>Keys of the configuration.</summary>
/// <param name="keys">At least one; the first one seals.</param>
internal sealed class ConfiguredKeys(IReadOnlyList<SecretKey> keys) : ISecretKeys
{
    public string Source => "Tock:Secrets:Keys";

    public SecretKey Sealing() => keys[0];

    public SecretKey? Find(string id) => keys.FirstOrDefault(key => key.Id == id);
}
