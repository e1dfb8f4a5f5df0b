namespace TockOrleans.Connectors.Web;

/// <summary>How an endpoint's texts become what the kits take for HTML.</summary>
/// <param name="Escape">Whether they are shown as written.</param>
/// <param name="Markdown">Whether they are Markdown.</param>
internal readonly record struct WebFormat(bool Escape, bool Markdown)
{
    /// <summary>A text, or the content of a footnote.</summary>
    public string Text(string text) => Markdown
        ? WebMarkdown.ToHtml(text, Escape) ?? Escaped(text)
        : Line(text);

    /// <summary>
    /// A text of one line. The kits put it into the page as HTML; quotes may stay, for it never
    /// lands within a tag.
    /// </summary>
    public string Line(string text) => Escape ? Escaped(text) : text;

    /// <summary>
    /// A title is text to older kits and HTML to newer ones: without an opening bracket it is
    /// harmless in both, and an ampersand reads well in both.
    /// </summary>
    public string? Title(string? title) =>
        Escape ? title?.Replace("<", "&lt;", StringComparison.Ordinal) : title;

    private static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
