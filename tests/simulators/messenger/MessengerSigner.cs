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

    private const int EscapeLength = 6;

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
        for (var at = 0; at < json.Length; at++)
            if (json[at] == '\\' && json[at + 1] == 'u')
            {
                // What the writer escaped already, it wrote in upper case.
                escaped.Append(json[at..(at + EscapeLength)].ToLowerInvariant());
                at += EscapeLength - 1;
            }
            else if (json[at] == '\\')
                escaped.Append(json[at]).Append(json[++at]);
            else if (json[at] == '/')
                escaped.Append("\\/");
            else if (json[at] >= Ascii)
                escaped.Append("\\u").Append(((int)json[at]).ToString("x4", null));
            else
                escaped.Append(json[at]);
        return Encoding.ASCII.GetBytes(escaped.ToString());
    }
}
