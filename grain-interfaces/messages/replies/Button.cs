namespace TockOrleans.Messages;

/// <summary>
/// A button: it opens <paramref name="Url"/> where that is set, else sends its payload as a choice,
/// else its title as if typed.
/// </summary>
/// <param name="Title">What the user sees.</param>
/// <param name="Payload">An encoded choice, see <see cref="ChoicePayload"/>.</param>
/// <param name="Url">An absolute address to open.</param>
/// <param name="ImageUrl">A small picture.</param>
/// <param name="Style">How much it stands out.</param>
/// <param name="Target">
/// Which window the link opens in, for channels that have windows: <c>_blank</c>, <c>_self</c>,
/// <c>_parent</c>, <c>_top</c>.
/// </param>
/// <param name="WindowFeatures">
/// Features of that window, as a browser's window.open takes them.
/// </param>
public sealed record Button(
    string Title,
    string? Payload = null,
    string? Url = null,
    string? ImageUrl = null,
    EmphasisStyle Style = EmphasisStyle.Primary,
    string? Target = null,
    string? WindowFeatures = null);
