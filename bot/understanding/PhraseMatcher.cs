namespace TockOrleans.Bot;

/// <summary>
/// The built-in understanding: compares a text with the stories' phrases, case, accents and
/// punctuation aside. A phrase said word for word is sure; else the share of common words decides.
/// The same text always means the same.
/// </summary>
public sealed class PhraseMatcher : IUnderstanding
{
    private const double Threshold = 0.6;
    private const double Sure = 1;

    private readonly Dictionary<string, List<Phrase>> byLanguage = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<EntityType> types;

    /// <summary>Learns phrases.</summary>
    /// <param name="intents">The phrases by intent, in the order the bot declares them.</param>
    /// <param name="types">The entity types the phrases may name.</param>
    /// <exception cref="BotDefinitionException">A phrase is empty or names an unknown
    /// type.</exception>
    public PhraseMatcher(
        IReadOnlyList<KeyValuePair<string, Phrases>> intents, IReadOnlyList<EntityType> types)
    {
        this.types = types;
        var byName = types.ToDictionary(type => type.Name, StringComparer.Ordinal);
        foreach (var (intent, phrases) in intents)
            foreach (var (locale, texts) in phrases.ByLocale)
            {
                var language = LocaleTag.Language(locale);
                if (!byLanguage.TryGetValue(language, out var known))
                    byLanguage[language] = known = [];
                known.AddRange(texts.Select(text => new Phrase(intent, text, locale, byName)));
            }
    }

    /// <inheritdoc/>
    public ValueTask<Understanding> Understand(
        UnderstandingRequest request, CancellationToken stop) =>
        ValueTask.FromResult(Understand(request));

    private Understanding Understand(UnderstandingRequest request)
    {
        var utterance = new Utterance(request.Text, request.Locale, request.Today);
        if (utterance.Words.Count == 0)
            return Understanding.None;
        var phrases = byLanguage.GetValueOrDefault(utterance.Language) ?? [];
        Understanding? sure = null;
        foreach (var phrase in phrases)
            if (phrase.Matches(utterance, out var entities)
                && (sure is null || request.CurrentIntents.Contains(phrase.Intent)))
                sure = new Understanding(phrase.Intent, Sure, entities);
        return sure ?? Nearest(utterance, phrases, request.CurrentIntents);
    }

    private Understanding Nearest(
        Utterance utterance, List<Phrase> phrases, IReadOnlyCollection<string> current)
    {
        var (tokens, found) = Tokens(utterance);
        Phrase? best = null;
        var bestScore = 0.0;
        foreach (var phrase in phrases)
        {
            var score = Likeness(tokens, phrase.Tokens);
            if (score > bestScore || (best is not null && score.Equals(bestScore)
                && current.Contains(phrase.Intent) && !current.Contains(best.Intent)))
                (best, bestScore) = (phrase, score);
        }
        // A text of nothing but values answers a question; it asks for nothing itself.
        var onlyValues = found.Count == tokens.Count;
        return best is null || bestScore < Threshold || onlyValues
            ? new Understanding(null, bestScore, [.. found.Select(entity => entity.Value)])
            : new Understanding(best.Intent, bestScore, WithRoles(found, best, phrases));
    }

    // The text with every entity replaced by its type; what each was, and the word before it.
    private (List<string> Tokens, List<(EntityValue Value, string Cue)> Found) Tokens(
        Utterance utterance)
    {
        var tokens = new List<string>();
        var found = new List<(EntityValue, string)>();
        for (var at = 0; at < utterance.Words.Count;)
        {
            var (type, span) = Longest(utterance, at);
            if (type is null)
            {
                tokens.Add(utterance[at++]);
                continue;
            }
            var value = new EntityValue(
                type.Name, type.Name, utterance.Original(at, span.Words), span.Value);
            found.Add((value, at > 0 ? utterance[at - 1] : ""));
            tokens.Add($"{{{type.Name}}}");
            at += span.Words;
        }
        return (tokens, found);
    }

    private (EntityType? Type, EntitySpan Span) Longest(Utterance utterance, int at)
    {
        (EntityType? Type, EntitySpan Span) longest = default;
        foreach (var type in types)
            if (type.FindAt(utterance, at) is { } span && span.Words > longest.Span.Words)
                longest = (type, span);
        return longest;
    }

    // Twice the common words over all words of both: 1 for the same words in any order.
    private static double Likeness(List<string> one, IReadOnlyList<string> other)
    {
        var rest = new List<string>(other);
        var common = one.Count(rest.Remove);
        return 2.0 * common / (one.Count + other.Count);
    }

    // An entity has the role whose place follows the same word in a phrase of the intent ("from"),
    // else the first place of its type in the nearest phrase that nobody took.
    private static List<EntityValue> WithRoles(
        List<(EntityValue Value, string Cue)> found, Phrase best, List<Phrase> phrases)
    {
        var cues = phrases.Where(phrase => phrase.Intent == best.Intent)
            .SelectMany(phrase => phrase.Places)
            .Where(place => place.Cue.Length > 0)
            .ToList();
        var free = best.Places.ToList();
        var result = new List<EntityValue>(found.Count);
        foreach (var (value, cue) in found)
        {
            var role = cues.Find(place => place.Type == value.Type && place.Cue == cue).Role
                ?? free.Find(place => place.Type == value.Type
                    && !result.Exists(taken => taken.Role == place.Role)).Role
                ?? value.Role;
            free.RemoveAll(place => place.Role == role);
            result.Add(value with { Role = role });
        }
        return result;
    }
}
