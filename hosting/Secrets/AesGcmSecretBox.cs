using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using TockOrleans.Stores;

namespace TockOrleans.Hosting.Secrets;

/// <summary>
/// Seals with AES-256-GCM: <c>v1.{key id}.{base64url of nonce, cipher and tag}</c>. The purpose is
/// authenticated with it, so a sealed text is of no use in another place.
/// </summary>
internal sealed class AesGcmSecretBox(ISecretKeys keys) : ISecretBox
{
    private const string Format = "v1";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public string Seal(string secret, string purpose)
    {
        var key = keys.Sealing();
        var plain = Strict.GetBytes(secret);
        var box = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key.Bytes, TagBytes);
        aes.Encrypt(
            box.AsSpan(0, NonceBytes),
            plain,
            box.AsSpan(NonceBytes, plain.Length),
            box.AsSpan(NonceBytes + plain.Length),
            Associated(key, purpose));
        CryptographicOperations.ZeroMemory(plain);
        return $"{Format}.{key.Id}.{Base64Url.EncodeToString(box)}";
    }

    /// <inheritdoc/>
    public string Open(string @sealed, string purpose)
    {
        var parts = @sealed.Split('.');
        if (parts is not [Format, var id, var text] || !Base64Url.IsValid(text, out var length)
            || length < NonceBytes + TagBytes)
            throw new StoreException("It is not a sealed text of a format this version knows.");
        var key = keys.Find(id) ?? throw new StoreException(
            $"It was sealed with the key {id}, which this node does not have ({keys.Source}).");
        var box = Base64Url.DecodeFromChars(text);
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(key.Bytes, TagBytes);
            aes.Decrypt(
                box.AsSpan(0, NonceBytes),
                box.AsSpan(NonceBytes, plain.Length),
                box.AsSpan(NonceBytes + plain.Length),
                plain,
                Associated(key, purpose));
            return Strict.GetString(plain);
        }
        catch (AuthenticationTagMismatchException failure)
        {
            throw new StoreException(
                "It was changed, or it was sealed for another purpose.", failure);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static byte[] Associated(SecretKey key, string purpose) =>
        Encoding.UTF8.GetBytes($"{Format}.{key.Id}.{purpose}");
}
