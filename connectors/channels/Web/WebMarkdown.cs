using Ganss.Xss;
using Markdig;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// Writes Markdown (CommonMark, tables, strikethrough) as HTML that is safe in a page: whatever a
/// text holds, no script, style, form or frame comes out, and no link but those of
/// <see cref="Schemes"/>. Links open in a window of their own. Safe from any thread.
/// </summary>
internal static class WebMarkdown
{
    private static readonly string[] Tags =
    [
        "p", "br", "hr", "strong", "em", "del", "s", "sub", "sup", "a", "img", "ul", "ol", "li",
        "code", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6",
        "table", "thead", "tbody", "tr", "th", "td", "b", "i", "u",
    ];

    private static readonly string[] Attributes = ["href", "src", "alt", "title", "start"];

    private static readonly string[] Schemes = ["http", "https", "mailto", "tel"];

    private static readonly MarkdownPipeline WithHtml = Pipeline().Build();

    private static readonly MarkdownPipeline WithoutHtml = Pipeline().DisableHtml().Build();

    private static readonly HtmlSanitizer Sanitizer = MakeSanitizer();

    /// <summary>The text as HTML.</summary>
    /// <param name="text">Markdown.</param>
    /// <param name="escape">Whether its HTML is shown as written; else what is safe stays.</param>
    /// <returns>HTML; null: it is nested too deep to be Markdown of anybody.</returns>
    public static string? ToHtml(string text, bool escape)
    {
        try
        {
            var html = Markdown.ToHtml(text, escape ? WithoutHtml : WithHtml);
            return Sanitizer.Sanitize(html).TrimEnd('\n');
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static MarkdownPipelineBuilder Pipeline() => new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough);

    private static HtmlSanitizer MakeSanitizer()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = Set(Tags),
            AllowedAttributes = Set(Attributes),
            AllowedSchemes = Set(Schemes),
            UriAttributes = Set(["href", "src"]),
        })
        {
            KeepChildNodes = false,
        };
        // A picture of the page's own site would be a request in the user's name.
        sanitizer.FilterUrl += (_, url) =>
        {
            if (url.Tag.LocalName == "img" && !Uri.IsWellFormedUriString(
                url.SanitizedUrl, UriKind.Absolute))
                url.SanitizedUrl = null;
        };
        sanitizer.PostProcessNode += (_, node) =>
        {
            if (node.Node is not AngleSharp.Dom.IElement { LocalName: "a" } link)
                return;
            link.SetAttribute("target", "_blank");
            link.SetAttribute("rel", "noopener noreferrer");
        };
        return sanitizer;
    }

    private static HashSet<string> Set(string[] names) =>
        new(names, StringComparer.OrdinalIgnoreCase);
}
