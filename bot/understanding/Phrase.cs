namespace TockOrleans.Bot;

/// <summary>A training phrase cut into words and places for entities.</summary>
internal sealed class Phrase
{
    private readonly List<(string Word, string? Role, EntityType? Type)> parts = [];

    public Phrase(
        string intent, string text, string locale, IReadOnlyDictionary<string, EntityType> types)
    {
        Intent = intent;
        for (var rest = text; rest.Length > 0;)
        {
            var open = rest.IndexOf('{', StringComparison.Ordinal);
            var words = new Utterance(open < 0 ? rest : rest[..open], locale, default);
            foreach (var word in words.Words)
                parts.Add((word, null, null));
            if (open < 0)
                break;
            var close = rest.IndexOf('}', open);
            if (close < 0)
                throw new BotDefinitionException($"the phrase '{text}' has an open brace");
            Place(rest[(open + 1)..close], text, types);
            rest = rest[(close + 1)..];
        }
        if (parts.Count == 0)
            throw new BotDefinitionException($"a phrase of '{intent}' has no words");
        Tokens = [.. parts.Select(part => part.Type is { } type ? $"{{{type.Name}}}" : part.Word)];
    }

    public string Intent { get; }

    /// <summary>The words; a place for an entity stands as its type in braces.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>The roles of the places, each with its type and the word before it.</summary>
    public IEnumerable<(string Role, string Type, string Cue)> Places
    {
        get
        {
            for (var index = 0; index < parts.Count; index++)
                if (parts[index] is { Role: { } role, Type: { } type })
                    yield return (role, type.Name, index > 0 ? parts[index - 1].Word : "");
        }
    }

    /// <summary>Whether an utterance is this phrase, word for word; its entities if so.</summary>
    public bool Matches(Utterance utterance, out IReadOnlyList<EntityValue> entities)
    {
        var found = new List<EntityValue>();
        entities = found;
        var at = 0;
        foreach (var (word, role, type) in parts)
        {
            if (type is null)
            {
                if (utterance[at] != word)
                    return false;
                at++;
                continue;
            }
            if (at >= utterance.Words.Count || type.FindAt(utterance, at) is not { } span)
                return false;
            found.Add(new EntityValue(
                role!, type.Name, utterance.Original(at, span.Words), span.Value));
            at += span.Words;
        }
        return at == utterance.Words.Count;
    }

    private void Place(string place, string text, IReadOnlyDictionary<string, EntityType> types)
    {
        var colon = place.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? place : place[(colon + 1)..];
        if (!types.TryGetValue(name, out var type))
            throw new BotDefinitionException(
                $"the phrase '{text}' names the unknown entity type '{name}'");
        parts.Add(("", colon < 0 ? place : place[..colon], type));
    }
}
