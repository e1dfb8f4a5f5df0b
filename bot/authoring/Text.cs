using System.Collections.Frozen;

namespace TockOrleans.Bot;

/// <summary>A text in several languages, with places for arguments as in string.Format.</summary>
public sealed class Text
{
    private readonly FrozenDictionary<string, string> byLocale;
    private readonly string first;

    private Text(string text)
    {
        byLocale = FrozenDictionary<string, string>.Empty;
        first = text;
    }

    private Text((string Locale, string Value)[] texts)
    {
        if (texts.Length == 0)
            throw new ArgumentException("a text needs at least one language", nameof(texts));
        byLocale = texts.ToFrozenDictionary(
            text => text.Locale, text => text.Value, StringComparer.OrdinalIgnoreCase);
        first = texts[0].Value;
    }

    /// <summary>A text in one or more languages.</summary>
    /// <param name="texts">BCP 47 tag and text; the first is the last resort.</param>
    /// <exception cref="ArgumentException">No text, or two for one tag.</exception>
    public static Text Of(params (string Locale, string Value)[] texts) => new(texts);

    /// <summary>A text that is the same in every language.</summary>
    public static implicit operator Text(string text) => new(text);

    /// <summary>A text that is the same in every language.</summary>
    public static Text FromString(string text) => new(text);

    /// <summary>The text for a locale; else for its language; else the first.</summary>
    /// <param name="locale">A BCP 47 tag such as <c>fr-CA</c>.</param>
    public string Resolve(string locale)
    {
        if (byLocale.TryGetValue(locale, out var text))
            return text;
        return byLocale.TryGetValue(LocaleTag.Language(locale), out text) ? text : first;
    }

    /// <summary>The text for a locale, with arguments written as that locale writes them.</summary>
    /// <param name="locale">A BCP 47 tag.</param>
    /// <param name="args">Without any, the text is taken as it stands, braces too.</param>
    /// <exception cref="FormatException">The text's places do not fit the arguments.</exception>
    public string Format(string locale, params object?[] args)
    {
        var text = Resolve(locale);
        return args.Length == 0 ? text : string.Format(LocaleTag.Culture(locale), text, args);
    }

    /// <inheritdoc/>
    public override string ToString() => first;
}
