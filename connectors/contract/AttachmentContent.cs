namespace TockOrleans.Connectors.Contract;

/// <summary>A file, or why it cannot be had.</summary>
/// <param name="Body">Its bytes; empty where <paramref name="Problem"/> says why.</param>
/// <param name="MimeType">Its media type, where the channel tells.</param>
/// <param name="Problem">Why it cannot be had, without user text; null: it is there.</param>
public sealed record AttachmentContent(
    ReadOnlyMemory<byte> Body, string? MimeType = null, string? Problem = null);
