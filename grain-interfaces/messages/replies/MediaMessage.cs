namespace TockOrleans.Messages;

/// <summary>An image, a sound, a video or a file.</summary>
/// <param name="Media">The file.</param>
/// <param name="Title">A caption.</param>
public sealed record MediaMessage(Media Media, string? Title = null) : BotMessage;
