namespace TockOrleans.Connectors.Contract;

/// <summary>The mark-up of a channel's texts.</summary>
public enum Markup
{
    /// <summary>Plain text.</summary>
    None,

    /// <summary>CommonMark, or the channel's dialect of it.</summary>
    Markdown,

    /// <summary>HTML.</summary>
    Html,

    /// <summary>Speech mark-up.</summary>
    Ssml,
}
