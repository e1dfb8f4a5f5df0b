namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// Meta's limits on what a message holds, in characters where not said otherwise:
/// https://developers.facebook.com/docs/messenger-platform/reference/send-api.
/// </summary>
internal static class MessengerLimits
{
    public const int TextMax = 2_000;

    public const int QuickRepliesMax = 13;

    /// <summary>The title of a quick reply or a button.</summary>
    public const int LabelMax = 20;

    public const int PayloadMax = 1_000;

    public const int ButtonsMax = 3;

    public const int ButtonTextMax = 640;

    /// <summary>Elements of a generic template.</summary>
    public const int ElementsMax = 10;

    public const int ElementTitleMax = 80;

    public const int ElementSubtitleMax = 80;

    /// <summary>What comes back in the echo is shorter than 1,000 characters.</summary>
    public const int MetadataMax = 999;
}
