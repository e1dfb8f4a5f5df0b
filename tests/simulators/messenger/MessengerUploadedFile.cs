namespace TockOrleans.Simulators.Messenger;

/// <summary>A file the bot uploaded.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MimeType">Its media type.</param>
/// <param name="Body">Its bytes.</param>
public sealed record MessengerUploadedFile(
    string Name, string MimeType, ReadOnlyMemory<byte> Body)
{
    private const int SizeMax = 25 << 20;
    private const int PictureMax = 8 << 20;

    /// <summary>What Meta would not take of it; null: nothing.</summary>
    /// <param name="type">The attachment's type.</param>
    internal string? Problem(string? type) =>
        Body.IsEmpty ? "filedata is empty"
        : Name.Length == 0 ? "filedata has no name"
        : Body.Length > (type == "image" ? PictureMax : SizeMax) ? "filedata is too large"
        : type is "image" or "audio" or "video"
            && !MimeType.StartsWith($"{type}/", StringComparison.Ordinal)
                ? "filedata is not of the attachment's type"
                : null;
}
