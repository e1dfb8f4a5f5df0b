using System.Collections.Frozen;

namespace TockOrleans.Bot;

/// <summary>
/// What users say to mean an intent, per language. A phrase may hold places for entities:
/// <c>{origin:station}</c> is an entity of type station in the role origin, <c>{date}</c> one whose
/// role is called as its type.
/// </summary>
public sealed class Phrases
{
    private Phrases(FrozenDictionary<string, IReadOnlyList<string>> byLocale) =>
        ByLocale = byLocale;

    /// <summary>No phrases: the intent comes from choices or an own understanding only.</summary>
    public static Phrases None { get; } =
        new(FrozenDictionary<string, IReadOnlyList<string>>.Empty);

    /// <summary>The phrases by BCP 47 tag; a language alone serves all its countries.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ByLocale { get; }

    /// <summary>Phrases in one or more languages.</summary>
    /// <exception cref="ArgumentException">Two lists for one tag.</exception>
    public static Phrases Of(params (string Locale, string[] Phrases)[] phrases) =>
        new(phrases.ToFrozenDictionary(
            one => one.Locale,
            one => (IReadOnlyList<string>)[.. one.Phrases],
            StringComparer.OrdinalIgnoreCase));
}
