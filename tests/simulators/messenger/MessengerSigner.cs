using System.Security.Cryptography;
using System.Text;

namespace TockOrleans.Simulators.Messenger;

/// <summary>
/// Signs as Meta does: https://developers.facebook.com/docs/messenger-platform/webhooks.
/// </summary>
public static class MessengerSigner
{
    /// <summary>The header with the signature that counts.</summary>
    public const string Header = "X-Hub-Signature-256";

    /// <summary>The header with the signature of old, still sent.</summary>
    public const string OldHeader = "X-Hub-Signature";

    private const char Ascii = '\x7f';

    /// <summary><c>sha256=</c> and the HMAC-SHA256 of the body, in lower-case hex.</summary>
    public static string Sign(string secret, ReadOnlySpan<byte> body) =>
        "sha256=" + Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    /// <summary><c>sha1=</c> and the HMAC-SHA1 of the body, in lower-case hex.</summary>
    public static string SignOld(string secret, ReadOnlySpan<byte> body)
    {
#pragma warning disable CA5350 // The vendor still sends it beside the better one.
        return "sha1=" + Convert.ToHexStringLower(
            HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), body));
#pragma warning restore CA5350
    }

    /// <summary>The proof of a token that a server holds, in lower-case hex.</summary>
    public static string Prove(string secret, string token) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(token)));

    /// <summary>
    /// JSON as Meta writes and signs it: strokes escaped, and all that is not ASCII as
    /// <c>\u00e9</c> in lower case.
    /// </summary>
    public static byte[] Escape(string json)
    {
        var escaped = new StringBuilder(json.Length);
        foreach (var character in json)
            if (character == '/')
                escaped.Append("\\/");
            else if (character >= Ascii)
                escaped.Append("\\u").Append(((int)character).ToString("x4", null));
            else
                escaped.Append(character);
        return Encoding.ASCII.GetBytes(escaped.ToString());
    }
}
