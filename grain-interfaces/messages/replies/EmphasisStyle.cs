namespace TockOrleans.Messages;

/// <summary>How much a button stands out.</summary>
public enum EmphasisStyle
{
    /// <summary>The action most users want.</summary>
    Primary,

    /// <summary>An alternative.</summary>
    Secondary,
}
