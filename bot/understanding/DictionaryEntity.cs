using System.Collections.Frozen;

namespace TockOrleans.Bot;

/// <summary>A kind of value given by a list: stations, seat classes, colours …</summary>
public sealed class DictionaryEntity : TypedEntityType<string>
{
    private readonly FrozenSet<string> _values;
    private readonly FrozenDictionary<string, NameWords[]> _byFirstWord;

    /// <summary>Makes a kind of value of its list.</summary>
    /// <param name="name">Its name in phrases.</param>
    /// <param name="values">Its values, at least one.</param>
    /// <exception cref="BotDefinitionException">No value, a value given twice or without a name, or
    /// one name for two values.</exception>
    public DictionaryEntity(string name, params IEnumerable<DictionaryValue> values) : base(name)
    {
        var list = values.ToList();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var names = new Dictionary<(string Language, string Words), NameWords>();
        foreach (var value in list)
        {
            if (!known.Add(value.Value))
                throw new BotDefinitionException($"'{name}' has the value '{value.Value}' twice");
            foreach (var (language, text) in value.Names)
                Add(names, language, text, value.Value);
            if (!value.Names.Any())
                throw new BotDefinitionException($"'{value.Value}' of '{name}' has no name");
        }
        if (list.Count == 0)
            throw new BotDefinitionException($"the entity type '{name}' has no values");
        _values = known.ToFrozenSet(StringComparer.Ordinal);
        _byFirstWord = names.Values
            .GroupBy(found => found.Words[0], StringComparer.Ordinal)
            .ToFrozenDictionary(
                group => group.Key,
                group => group.OrderByDescending(found => found.Words.Length).ToArray(),
                StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public override EntitySpan? FindAt(Utterance utterance, int word)
    {
        if (!_byFirstWord.TryGetValue(utterance[word], out var names))
            return null;
        foreach (var name in names)
            if (name.Fits(utterance, word))
                return new EntitySpan(name.Words.Length, name.Value);
        return null;
    }

    /// <inheritdoc/>
    public override bool IsValue(string value) => _values.Contains(value);

    /// <inheritdoc/>
    public override string Read(string value) => value;

    /// <inheritdoc/>
    /// <exception cref="StoryException">It is not in the list.</exception>
    public override string Write(string value) => IsValue(value)
        ? value
        : throw new StoryException($"'{value}' is no {Name}");

    private void Add(
        Dictionary<(string, string), NameWords> names, string language, string text, string value)
    {
        var words = new Utterance(text, language, default).Words.ToArray();
        if (words.Length == 0)
            throw new BotDefinitionException($"the name '{text}' of '{value}' has no words");
        var key = (language, string.Join(' ', words));
        if (names.TryGetValue(key, out var other) && other.Value != value)
            throw new BotDefinitionException(
                $"in '{Name}' the name '{text}' is for '{other.Value}' and for '{value}'");
        names[key] = new NameWords(language, words, value);
    }

    private sealed record NameWords(string Language, string[] Words, string Value)
    {
        public bool Fits(Utterance utterance, int word)
        {
            if (Language.Length > 0 && Language != utterance.Language)
                return false;
            for (var i = 0; i < Words.Length; i++)
                if (Words[i] != utterance[word + i])
                    return false;
            return true;
        }
    }
}
