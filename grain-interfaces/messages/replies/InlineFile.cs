namespace TockOrleans.Messages;

/// <summary>
/// A file that stands in its own address, as base64 in a <c>data:</c> URL (RFC 2397): for what the
/// bot made itself, or a user sends, and has no place to lie. It is kept with the message, so it is
/// small:
/// <see cref="Bounds.InlineFileMax"/>.
/// </summary>
public static class InlineFile
{
    private const string Scheme = "data:";
    private const string Base64 = ";base64,";
    private const string NoType = "application/octet-stream";

    /// <summary>The address of a file, for <see cref="Media"/>.</summary>
    /// <param name="body">Its bytes.</param>
    /// <param name="mimeType">Its media type: <c>image/png</c>.</param>
    public static string Write(ReadOnlySpan<byte> body, string mimeType) =>
        Scheme + mimeType + Base64 + Convert.ToBase64String(body);

    /// <summary>Whether an address holds its file, or means to.</summary>
    /// <param name="url">The address.</param>
    public static bool Is(string url) =>
        url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a file out of its address.</summary>
    /// <param name="url">The address.</param>
    /// <param name="mimeType">Its media type.</param>
    /// <returns>Its bytes; null: the address is not as <see cref="Write"/> makes them.</returns>
    public static byte[]? Read(string url, out string mimeType)
    {
        mimeType = NoType;
        var head = url.IndexOf(Base64, StringComparison.OrdinalIgnoreCase);
        if (!Is(url) || head < Scheme.Length)
            return null;
        if (head > Scheme.Length)
            mimeType = url[Scheme.Length..head];
        try
        {
            return Convert.FromBase64String(url[(head + Base64.Length)..]);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
