using System.Security.Cryptography;
using System.Text;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Test;

/// <summary>
/// Wants <c>Authorization: Bearer</c> and the endpoint's key. An endpoint without one takes nothing
/// at its own address: the administration, which has keys itself, is the only door then.
/// </summary>
internal sealed class TestVerification : IRequestVerifier
{
    private const string Scheme = "Bearer ";

    private const int Forbidden = 403;

    private static readonly Verification.Verified Good = new();

    public Verification Verify(
        WebhookRequest request,
        EndpointSettings settings,
        IReadOnlyDictionary<Uri, string> keys,
        DateTimeOffset now)
    {
        if (settings.Text(TestSettings.Key) is not { } key)
            return new Verification.Rejected(
                "the endpoint has no key: only the administration talks through it", Forbidden);
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
