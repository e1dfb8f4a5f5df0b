namespace TockOrleans.Messages;

/// <summary>A title, a subtitle, a picture and buttons; any may be missing, not all.</summary>
/// <param name="Title">The title.</param>
/// <param name="SubTitle">The text under it.</param>
/// <param name="Media">A picture, or another file.</param>
/// <param name="Buttons">Its buttons.</param>
public sealed record Card(
    string? Title = null,
    string? SubTitle = null,
    Media? Media = null,
    IReadOnlyList<Button>? Buttons = null);
