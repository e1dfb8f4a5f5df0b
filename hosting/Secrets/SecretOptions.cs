namespace TockOrleans.Hosting.Secrets;

/// <summary>
/// The keys that secrets of endpoints are sealed with; configuration section <c>Tock:Secrets</c>.
/// </summary>
public sealed class SecretOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Tock:Secrets";

    /// <summary>The most keys.</summary>
    public const int KeysMax = 16;

    /// <summary>
    /// Keys of 32 random bytes in base64 (<c>openssl rand -base64 32</c>). The first one seals,
    /// all of them open: a new one goes to the front, an old one may go when nothing is sealed
    /// with it any more.
    /// </summary>
    /// <value>
    /// Default none: the embedded profile makes a key file beside its data, all others need keys.
    /// </value>
    public IList<string> Keys { get; } = [];
}
