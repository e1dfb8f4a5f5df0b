namespace TockOrleans.Messages;

/// <summary>What a voice says.</summary>
/// <param name="Text">In plain text.</param>
/// <param name="Ssml">
/// In SSML 1.1, within a speak element; wins over the text where the channel takes it.
/// </param>
public sealed record Speech(
    string? Text = null,
    string? Ssml = null);
