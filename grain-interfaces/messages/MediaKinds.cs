namespace TockOrleans.Messages;

/// <summary>Kinds of files by what else is known of them.</summary>
public static class MediaKinds
{
    /// <summary>The kind of a file of a media type, such as <c>image/png</c>.</summary>
    /// <param name="mimeType">The media type; null: unknown.</param>
    /// <returns>A picture, sound or video by its first half; anything else is a file.</returns>
    public static MediaKind OfMimeType(string? mimeType) =>
        mimeType?.Split('/')[0].ToLowerInvariant() switch
        {
            "image" => MediaKind.Image,
            "audio" => MediaKind.Audio,
            "video" => MediaKind.Video,
            _ => MediaKind.File,
        };
}
