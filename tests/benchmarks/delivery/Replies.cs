using System.Globalization;
using System.Text;

namespace TockOrleans.Benchmarks.Delivery;

/// <summary>
/// Finds what matters in the bytes of a call of a channel's API, JSON or form, without reading the
/// rest: this is the generator's processor, not the server's.
/// </summary>
internal static class Replies
{
    private static readonly byte[] Channel = Encoding.ASCII.GetBytes(Requests.ChannelStart);

    /// <summary>The user whose conversation is named; -1: none.</summary>
    public static int User(ReadOnlySpan<byte> body)
    {
        var at = body.IndexOf(Channel);
        return at >= 0 && body.Length >= at + Channel.Length + Requests.UserDigits
            && int.TryParse(
                body.Slice(at + Channel.Length, Requests.UserDigits),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var user)
            ? user
            : -1;
    }

    /// <summary>The text; empty: there is none.</summary>
    public static ReadOnlySpan<byte> Text(Span<byte> body)
    {
        if (body is [(byte)'{', ..])
        {
            var text = After(body, "\"text\":\""u8);
            return text[..Math.Max(0, text.IndexOf((byte)'"'))];
        }
        var value = After(body, "text="u8);
        var end = value.IndexOf((byte)'&');
        return Unescape(end < 0 ? value : value[..end]);
    }

    private static Span<byte> After(Span<byte> body, ReadOnlySpan<byte> mark)
    {
        var at = body.IndexOf(mark);
        return at < 0 ? [] : body[(at + mark.Length)..];
    }

    // The texts have blanks and nothing else that a form escapes. In place: it gets shorter.
    private static Span<byte> Unescape(Span<byte> value)
    {
        var length = 0;
        for (var at = 0; at < value.Length; at++)
            if (value[at..].StartsWith("%20"u8))
            {
                value[length++] = (byte)' ';
                at += 2;
            }
            else
                value[length++] = value[at] == '+' ? (byte)' ' : value[at];
        return value[..length];
    }
}
