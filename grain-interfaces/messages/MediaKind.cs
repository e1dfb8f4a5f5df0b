namespace TockOrleans.Messages;

/// <summary>What a file is.</summary>
public enum MediaKind
{
    /// <summary>A picture.</summary>
    Image,

    /// <summary>A sound.</summary>
    Audio,

    /// <summary>A video.</summary>
    Video,

    /// <summary>Anything else.</summary>
    File,

    /// <summary>A sticker of the channel.</summary>
    Sticker,
}
