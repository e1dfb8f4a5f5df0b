namespace TockOrleans.Bot;

/// <summary>A file a user sent.</summary>
/// <param name="Body">Its bytes.</param>
/// <param name="MimeType">Its media type, where the channel tells.</param>
public sealed record FileContent(ReadOnlyMemory<byte> Body, string? MimeType = null);
