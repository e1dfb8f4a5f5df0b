using System.Text.RegularExpressions;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// Makes a BCP 47 tag of what a client sends: BCP 47 (<c>fr-FR</c>) or the form of Java's
/// <c>Locale.toString</c> (<c>fr_FR</c>, <c>zh_CN_#Hans</c>).
/// </summary>
internal static partial class WebLocale
{
    /// <summary>Longer than any tag in use.</summary>
    private const int LengthMax = 35;

    /// <summary>The tag in its usual case; null where the text is not a locale.</summary>
    public static string? Normalise(string? text)
    {
        if (text is null or { Length: > LengthMax })
            return null;
        if (Parts().Match(text) is not { Success: true } m)
            return null;
        var language = m.Groups["language"].Value.ToLowerInvariant() switch
        {
            // What Java wrote before version 17.
            "iw" => "he",
            "in" => "id",
            "ji" => "yi",
            var other => other,
        };
        var script = m.Groups["script"].Success ? m.Groups["script"].Value : m.Groups["java"].Value;
        var region = m.Groups["region"].Value.ToUpperInvariant();
        var rest = m.Groups["rest"].Value.Replace('_', '-').ToLowerInvariant();
        if (script.Length > 0)
            script = $"-{char.ToUpperInvariant(script[0])}{script[1..].ToLowerInvariant()}";
        return language + script + (region.Length > 0 ? "-" + region : "") + rest;
    }

    // No time limit: a text this short takes a few steps, and only a busy machine would meet one.
    [GeneratedRegex(
        """
        \A(?<language>[A-Za-z]{2,3})
        ([-_](?<script>[A-Za-z]{4}))?
        ([-_](?<region>[A-Za-z]{2}|[0-9]{3}))?
        (?<rest>([-_][A-Za-z0-9]{1,8})*)
        (_{1,2}\#(?<java>[A-Za-z]{4}))?\z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}
