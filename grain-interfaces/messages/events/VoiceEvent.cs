namespace TockOrleans.Messages;

/// <summary>The user spoke: a voice note or a recording.</summary>
/// <param name="Audio">The recording.</param>
/// <param name="Transcript">What the channel understood.</param>
/// <param name="Confidence">The channel's trust in the transcript, 0 to 1.</param>
public sealed record VoiceEvent(
    Attachment Audio,
    string? Transcript = null,
    double? Confidence = null) : UserEvent;
