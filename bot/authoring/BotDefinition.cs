namespace TockOrleans.Bot;

/// <summary>
/// A bot as its author defines it: who it is, what it can do and how it understands. Immutable;
/// made with <see cref="Create"/>.
/// </summary>
public sealed class BotDefinition
{
    internal BotDefinition(BotBuilder builder, IUnderstanding understanding)
    {
        (Namespace, Id, Understanding) = (builder.Namespace, builder.Id, understanding);
        Locales = [.. builder.LocaleTags];
        Stories = [.. builder.Stories];
        (Hello, Unknown) = (builder.HelloStory, builder.UnknownStory);
        (TechnicalError, Deferral) = (builder.TechnicalErrorText, builder.DeferralText);
        DialogExpiry = builder.Expiry;
        ById = Stories.ToDictionary(story => story.Id, StringComparer.Ordinal);
        Supported = Stories.ToDictionary(
            story => story.Id,
            story => (IReadOnlyCollection<string>)
            [
                .. story.Intents,
                .. story.SecondaryIntents,
                .. story.Steps.SelectMany(step => step.Intents),
            ],
            StringComparer.Ordinal);
        ByIntent = Stories
            .SelectMany(story => story.Intents.Select(intent => (intent, story)))
            .ToDictionary(pair => pair.intent, pair => pair.story, StringComparer.Ordinal);
    }

    /// <summary>The organisation the bot belongs to.</summary>
    public string Namespace { get; }

    /// <summary>The bot's id within the namespace.</summary>
    public string Id { get; }

    /// <summary>The languages the bot speaks as BCP 47 tags, its default first.</summary>
    public IReadOnlyList<string> Locales { get; }

    /// <summary>What the bot can do, in the order it was added.</summary>
    public IReadOnlyList<Story> Stories { get; }

    internal Story Hello { get; }

    internal Story Unknown { get; }

    internal Text TechnicalError { get; }

    internal Text Deferral { get; }

    internal TimeSpan? DialogExpiry { get; }

    internal IUnderstanding Understanding { get; }

    internal IReadOnlyDictionary<string, Story> ById { get; }

    internal IReadOnlyDictionary<string, Story> ByIntent { get; }

    /// <summary>The intents that keep a user in a story, by its id.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyCollection<string>> Supported { get; }

    /// <summary>Starts the definition of a bot.</summary>
    /// <param name="namespace">The organisation: letters, digits, dots, hyphens,
    /// underscores.</param>
    /// <param name="id">The bot's id, of the same characters.</param>
    public static BotBuilder Create(string @namespace, string id) => new(@namespace, id);
}
