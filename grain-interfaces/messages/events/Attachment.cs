namespace TockOrleans.Messages;

/// <summary>
/// A file a user sent. Only its address and what is known of it; fetching it is a connector's work.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Url">
/// Where it lies; may expire, may need the endpoint's credentials. Or the file itself, see
/// <see cref="InlineFile"/>.
/// </param>
/// <param name="Id">The channel's id of it, where it is fetched by id.</param>
/// <param name="Name">Its file name.</param>
/// <param name="MimeType">Its media type.</param>
/// <param name="SizeBytes">Its size in bytes.</param>
public sealed record Attachment(
    MediaKind Kind,
    string? Url = null,
    string? Id = null,
    string? Name = null,
    string? MimeType = null,
    long? SizeBytes = null);
