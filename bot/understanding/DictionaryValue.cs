using System.Collections.Immutable;

namespace TockOrleans.Bot;

/// <summary>A value of a <see cref="DictionaryEntity"/> and the names users give it.</summary>
public sealed class DictionaryValue
{
    private readonly ImmutableArray<(string Language, string Name)> _names;

    private DictionaryValue(string value, ImmutableArray<(string Language, string Name)> names) =>
        (Value, _names) = (value, names);

    /// <summary>A value with the names it has in every language.</summary>
    /// <param name="value">Its canonical form: stable, never shown.</param>
    /// <param name="names">Its names; case, accents and punctuation do not matter.</param>
    public DictionaryValue(string value, params string[] names)
        : this(value, [.. names.Select(name => ("", name))])
    {
    }

    /// <summary>The canonical form.</summary>
    public string Value { get; }

    internal IEnumerable<(string Language, string Name)> Names => _names;

    /// <summary>The value with further names in one language.</summary>
    /// <param name="language">The language, such as <c>fr</c>.</param>
    /// <param name="names">Its names there.</param>
    public DictionaryValue In(string language, params string[] names) =>
        new(Value, _names.AddRange(names.Select(name => (LocaleTag.Language(language), name))));
}
