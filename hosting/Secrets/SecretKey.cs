using System.Security.Cryptography;

namespace TockOrleans.Hosting.Secrets;

/// <summary>A key of AES-256, and the name it goes by in sealed texts.</summary>
internal sealed class SecretKey
{
    private const int KeyBytes = 32;
    private const int IdBytes = 8;

    private SecretKey(byte[] bytes)
    {
        Bytes = bytes;
        // Of the key, so that nobody has to number keys; it tells nothing of it.
        var digest = HMACSHA256.HashData(bytes, "TockOrleans key id"u8);
        Id = Convert.ToHexStringLower(digest.AsSpan(0, IdBytes));
    }

    public string Id { get; }

    public byte[] Bytes { get; }

    /// <summary>Reads a key; null: it is not 32 bytes in base64.</summary>
    public static SecretKey? Parse(string? text)
    {
        var bytes = new byte[KeyBytes + 1];
        return Convert.TryFromBase64String(text?.Trim() ?? "", bytes, out var length)
            && length == KeyBytes
            ? new SecretKey(bytes[..KeyBytes])
            : null;
    }

    /// <summary>A new key, as <see cref="Parse"/> reads it.</summary>
    public static string Make() =>
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));
}
