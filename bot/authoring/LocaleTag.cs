using System.Collections.Concurrent;
using System.Globalization;

namespace TockOrleans.Bot;

/// <summary>Works on BCP 47 tags (<c>fr</c>, <c>fr-CA</c>).</summary>
internal static class LocaleTag
{
    /// <summary>Channels send the tags: the cache must not grow with what they invent.</summary>
    private const int CachedMax = 500;

    private static readonly ConcurrentDictionary<string, CultureInfo> Cultures =
        new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The tag without its last part; empty: there is none above.</summary>
    public static string Parent(string tag)
    {
        var end = tag.LastIndexOfAny(['-', '_']);
        return end < 0 ? "" : tag[..end];
    }

    /// <summary>The language in lower case: <c>fr-CA</c> is <c>fr</c>.</summary>
    public static string Language(string tag)
    {
        var end = tag.AsSpan().IndexOfAny('-', '_');
        return (end < 0 ? tag : tag[..end]).ToLowerInvariant();
    }

    /// <summary>The culture that formats numbers and dates; invariant for an odd tag.</summary>
    public static CultureInfo Culture(string tag)
    {
        if (Cultures.TryGetValue(tag, out var known))
            return known;
        CultureInfo culture;
        try
        {
            culture = CultureInfo.GetCultureInfo(tag.Replace('_', '-'));
        }
        catch (CultureNotFoundException)
        {
            culture = CultureInfo.InvariantCulture;
        }
        if (Cultures.Count < CachedMax)
            Cultures[tag] = culture;
        return culture;
    }

    /// <summary>
    /// The supported locale that fits best: the same, a wider one, one of the same language; null:
    /// none fits.
    /// </summary>
    public static string? Match(string? wanted, IReadOnlyList<string> supported)
    {
        if (string.IsNullOrEmpty(wanted))
            return null;
        for (var tag = wanted; tag.Length > 0; tag = Parent(tag))
            if (Same(tag, supported) is { } found)
                return found;
        var language = Language(wanted);
        foreach (var locale in supported)
            if (Language(locale).Equals(language, StringComparison.OrdinalIgnoreCase))
                return locale;
        return null;
    }

    private static string? Same(string tag, IReadOnlyList<string> supported)
    {
        foreach (var locale in supported)
            if (locale.Length == tag.Length
                && locale.Replace('_', '-').Equals(
                    tag.Replace('_', '-'), StringComparison.OrdinalIgnoreCase))
                return locale;
        return null;
    }
}
