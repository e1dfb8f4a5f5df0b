using System.Security.Cryptography;
using System.Text;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Sessions;

/// <summary>
/// A turn's id: the same for the same event of the same session, for ever, and different from
/// every other's. Stories use it as the idempotency key of what they do outside.
/// </summary>
internal static class TurnName
{
    private const int Bytes = 16;
    private const int InputMax = 512;

    public static string Of(string session, EventKey key)
    {
        var length = Encoding.UTF8.GetByteCount(session);
        Span<byte> input = length + EventKey.Size <= InputMax
            ? stackalloc byte[length + EventKey.Size]
            : new byte[length + EventKey.Size];
        Encoding.UTF8.GetBytes(session, input);
        key.Write(input[length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return Convert.ToHexStringLower(hash[..Bytes]);
    }
}
