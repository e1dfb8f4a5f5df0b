namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Writes texts in Slack's mark-up: only &amp;, &lt; and &gt; are escaped, as Slack asks.
/// https://docs.slack.dev/messaging/formatting-message-text#escaping
/// </summary>
internal sealed class SlackMarkup(bool escape)
{
    /// <summary>The longest of the escapes.</summary>
    private const int EscapeMax = 5;

    /// <summary>A text as it is sent.</summary>
    public string Text(string text) => escape ? Escape(text) : text;

    /// <summary>A text as it is sent, in parts of a given length; none is cut within a sign.
    /// </summary>
    public IEnumerable<string> Parts(string text, int max)
    {
        if (text.Length * EscapeMax <= max || Text(text).Length <= max)
        {
            yield return Text(text);
            yield break;
        }
        for (var rest = text; rest.Length > 0;)
        {
            var cut = Cut(rest, max);
            yield return Text(rest[..cut].TrimEnd());
            rest = rest[cut..].TrimStart();
        }
    }

    /// <summary>A link with its label; an address Slack would not open stands as text.</summary>
    public string Link(string url, string label) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https" or "mailto"
            ? $"<{Escape(url).Replace("|", "%7C", StringComparison.Ordinal)}"
                + $"|{Escape(label).Replace('|', '¦')}>"
            : $"{Text(label)} {Text(url)}";

    private static string Escape(string text) => !text.AsSpan().ContainsAny('&', '<', '>')
        ? text
        : text
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>How much of a text fits, up to white space where there is some.</summary>
    private int Cut(string text, int max)
    {
        var length = 0;
        var space = 0;
        for (var at = 0; at < text.Length; at++)
        {
            length += Length(text[at]);
            if (length > max)
                return space > at / 2 ? space : char.IsLowSurrogate(text[at]) ? at - 1 : at;
            if (char.IsWhiteSpace(text[at]))
                space = at;
        }
        return text.Length;
    }

    private int Length(char character) => !escape ? 1 : character switch
    {
        '&' => "&amp;".Length,
        '<' or '>' => "&lt;".Length,
        _ => 1,
    };
}
