using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// The published keys of a site's login, a JSON Web Key Set. Only public keys sign here: a token
/// cannot make one of them a shared secret.
/// https://www.rfc-editor.org/rfc/rfc7517 https://www.rfc-editor.org/rfc/rfc7518#section-3
/// </summary>
internal static class WebKeys
{
    private const string Rs256 = "RS256";
    private const string Ps256 = "PS256";
    private const string Es256 = "ES256";

    /// <summary>Shorter RSA keys are broken by those who have the means.</summary>
    private const int RsaBitsMin = 2_048;

    /// <summary>Longer ones are a way to keep us busy.</summary>
    private const int RsaBitsMax = 8_192;

    public static IReadOnlyList<string?> Algorithms { get; } = [Rs256, Ps256, Es256];

    /// <summary>
    /// Whether a text is signed; null: there is no key of that name, or no key set at all.
    /// </summary>
    public static bool? IsSigned(
        string document, string name, string algorithm, byte[] text, byte[] signature)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            bool? isSigned = null;
            foreach (var key in json.RootElement.GetProperty("keys").EnumerateArray())
                if (Is(key, "kid", name))
                    isSigned = isSigned == true || Verify(key, algorithm, text, signature);
            return isSigned;
        }
        catch (Exception failure) when (failure
            is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static bool Verify(JsonElement key, string algorithm, byte[] text, byte[] signature)
    {
        if (!IsOr(key, "use", "sig") || !IsOr(key, "alg", algorithm))
            return false;
        try
        {
            return algorithm == Es256
                ? VerifyCurve(key, text, signature)
                : VerifyRsa(key, algorithm, text, signature);
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException)
        {
            // Its numbers are none of a key.
            return false;
        }
    }

    private static bool VerifyRsa(JsonElement key, string algorithm, byte[] text, byte[] signature)
    {
        if (!Is(key, "kty", "RSA"))
            return false;
        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = Number(key, "n"),
            Exponent = Number(key, "e"),
        });
        return rsa.KeySize is >= RsaBitsMin and <= RsaBitsMax && rsa.VerifyData(
            text,
            signature,
            HashAlgorithmName.SHA256,
            algorithm == Ps256 ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
    }

    private static bool VerifyCurve(JsonElement key, byte[] text, byte[] signature)
    {
        if (!Is(key, "kty", "EC") || !Is(key, "crv", "P-256"))
            return false;
        using var curve = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Number(key, "x"), Y = Number(key, "y") },
        });
        return curve.VerifyData(text, signature, HashAlgorithmName.SHA256);
    }

    private static byte[] Number(JsonElement key, string name) =>
        Base64Url.DecodeFromChars(key.TryGetProperty(name, out var value) ? value.GetString() : "");

    private static bool Is(JsonElement key, string name, string text) =>
        key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.ValueEquals(text);

    private static bool IsOr(JsonElement key, string name, string text) =>
        !key.TryGetProperty(name, out _) || Is(key, name, text);
}
