using System.Security.Cryptography;
using System.Text;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.OpenAi;

/// <summary>Wants <c>Authorization: Bearer</c> and the endpoint's key.</summary>
internal sealed class OpenAiVerification : IRequestVerifier
{
    private const string Scheme = "Bearer ";

    private static readonly Verification.Verified Good = new();

    public Verification Verify(
        WebhookRequest request,
        EndpointSettings settings,
        IReadOnlyDictionary<Uri, string> keys,
        DateTimeOffset now)
    {
        if (request.Header("Authorization") is not { } given
            || !given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return new Verification.Rejected("Authorization has no bearer key");
        // Hashes have one length, so that the comparison tells nothing of the key's.
        var expected = Hash(settings.Required(OpenAiSettings.Key));
        return CryptographicOperations.FixedTimeEquals(Hash(given[Scheme.Length..]), expected)
            ? Good
            : new Verification.Rejected("the key is another one");
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
