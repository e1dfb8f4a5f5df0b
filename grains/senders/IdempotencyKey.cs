using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace TockOrleans.Grains.Senders;

/// <summary>
/// The key of a payload: the same for every attempt at it, on every node and after every crash.
/// </summary>
internal static class IdempotencyKey
{
    private const int KeyBytes = 16;
    private const int SessionOnStack = 512;
    private const int NumbersMax = 40;

    /// <param name="session">The session's name.</param>
    /// <param name="seq">The reply's place in the session's order.</param>
    /// <param name="part">Which of the reply's payloads, from 0.</param>
    public static string Of(string session, long seq, int part)
    {
        var length = Encoding.UTF8.GetByteCount(session);
        Span<byte> text = length <= SessionOnStack
            ? stackalloc byte[SessionOnStack + NumbersMax]
            : new byte[length + NumbersMax];
        Utf8.TryWrite(
            text, CultureInfo.InvariantCulture, $"{session} {seq} {part}", out var written);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..written], hash);
        return Convert.ToHexStringLower(hash[..KeyBytes]);
    }
}
