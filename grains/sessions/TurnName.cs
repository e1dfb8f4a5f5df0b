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

    public static string Of(SessionId session, EventKey key)
    {
        var text = Encoding.UTF8.GetBytes(session.ToString());
        var input = new byte[text.Length + EventKey.Size];
        text.CopyTo(input, 0);
        key.ToBytes().CopyTo(input, text.Length);
        return Convert.ToHexStringLower(SHA256.HashData(input).AsSpan(0, Bytes));
    }
}
