namespace TockOrleans.Messages;

/// <summary>A file the bot shows.</summary>
/// <param name="Url">
/// Its absolute address, reachable by the channel; or the file itself, see
/// <see cref="InlineFile"/>.
/// </param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its file name; null: the address's last part.</param>
/// <param name="Description">What it shows, for those who cannot see it.</param>
/// <param name="MimeType">Its media type.</param>
public sealed record Media(
    string Url,
    MediaKind Kind = MediaKind.Image,
    string? Name = null,
    string? Description = null,
    string? MimeType = null);
