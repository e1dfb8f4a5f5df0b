using System.Security.Cryptography;
using System.Text;

namespace TockOrleans.Connectors.Contract;

/// <summary>
/// The proof of programs that have a key: <c>Authorization: Bearer {key}</c>.
/// https://www.rfc-editor.org/rfc/rfc6750#section-2.1
/// </summary>
public static class BearerKey
{
    private const string Scheme = "Bearer ";

    private static readonly Verification.Verified Good = new();

    /// <summary>Whether a request has a key.</summary>
    /// <param name="request">The request.</param>
    /// <param name="key">The key.</param>
    /// <returns>Verified, or rejected with 401; the time it took tells none of the key.</returns>
    public static Verification Verify(WebhookRequest request, string key)
    {
        if (request.Header("Authorization") is not { } given
            || !given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return new Verification.Rejected("Authorization has no bearer key");
        // Hashes have one length, so that the comparison tells nothing of the key's.
        return CryptographicOperations.FixedTimeEquals(Hash(given[Scheme.Length..]), Hash(key))
            ? Good
            : new Verification.Rejected("the key is another one");
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
