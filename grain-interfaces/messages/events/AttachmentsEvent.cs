namespace TockOrleans.Messages;

/// <summary>The user sent one or several files.</summary>
/// <param name="Attachments">The files, in the channel's order; at least one.</param>
/// <param name="Caption">Text sent with them.</param>
public sealed record AttachmentsEvent(
    IReadOnlyList<Attachment> Attachments,
    string? Caption = null) : UserEvent;
