using TockOrleans.Messages;

namespace TockOrleans.Bot;

/// <summary>Puts a bot together; see <see cref="BotDefinition.Create"/>.</summary>
public sealed class BotBuilder
{
    private static readonly TimeSpan DefaultExpiry = TimeSpan.FromHours(24);

    private readonly List<EntityType> types =
        [EntityTypes.Date, EntityTypes.Time, EntityTypes.Number];

    private IUnderstanding? understanding;

    internal BotBuilder(string @namespace, string id) => (Namespace, Id) = (@namespace, id);

    internal string Namespace { get; }

    internal string Id { get; }

    internal IReadOnlyList<string> LocaleTags { get; private set; } = ["en"];

    internal List<Story> Stories { get; } = [];

    internal Story HelloStory { get; private set; } = Story.Of(
        "hello", Phrases.None, turn => turn.Send(Text.Of(
            ("en", "Hello! How can I help?"), ("fr", "Bonjour ! Que puis-je pour vous ?"))));

    internal Story UnknownStory { get; private set; } = Story.Of(
        "unknown", Phrases.None, turn => turn.Send(Text.Of(
            ("en", "Sorry, I did not understand that."), ("fr", "Désolé, je n'ai pas compris."))));

    internal Text TechnicalErrorText { get; private set; } = Text.Of(
        ("en", "Something went wrong here. Please try again."),
        ("fr", "Un problème est survenu. Merci de réessayer."));

    internal Text DeferralText { get; private set; } = Text.Of(
        ("en", "This takes a little longer. You will get the answer with your next message."),
        ("fr", "Cela prend un peu plus de temps. La réponse viendra avec votre prochain message."));

    internal TimeSpan? Expiry { get; private set; } = DefaultExpiry;

    /// <summary>The languages the bot speaks; the first is its default. Default: English.</summary>
    /// <param name="tags">BCP 47 tags.</param>
    public BotBuilder Locales(params string[] tags)
    {
        LocaleTags = tags;
        return this;
    }

    /// <summary>Adds something the bot can do.</summary>
    /// <param name="story">The story.</param>
    public BotBuilder Add(Story story)
    {
        Stories.Add(story);
        return this;
    }

    /// <summary>What runs when a conversation starts, and by its own intents.</summary>
    /// <param name="story">The story.</param>
    public BotBuilder Hello(Story story)
    {
        HelloStory = story;
        return this;
    }

    /// <summary>What runs when nothing else does.</summary>
    /// <param name="story">The story.</param>
    public BotBuilder Unknown(Story story)
    {
        UnknownStory = story;
        return this;
    }

    /// <summary>What the user gets where a story fails or takes too long.</summary>
    /// <param name="text">The text.</param>
    public BotBuilder TechnicalError(Text text)
    {
        TechnicalErrorText = text;
        return this;
    }

    /// <summary>What the user gets where the channel cannot wait for a story.</summary>
    /// <param name="text">The text.</param>
    public BotBuilder Deferral(Text text)
    {
        DeferralText = text;
        return this;
    }

    /// <summary>
    /// Adds an entity type that phrases may name; date, time and number are there.
    /// </summary>
    /// <param name="type">The type.</param>
    public BotBuilder Entity(EntityType type)
    {
        types.Add(type);
        return this;
    }

    /// <summary>Understands texts in an own way, in place of the stories' phrases.</summary>
    /// <param name="own">The understanding.</param>
    public BotBuilder Understanding(IUnderstanding own)
    {
        understanding = own;
        return this;
    }

    /// <summary>
    /// After how long without a word a dialog starts anew; null: never. Default 24 h.
    /// </summary>
    /// <param name="after">The time.</param>
    public BotBuilder DialogExpiry(TimeSpan? after)
    {
        Expiry = after;
        return this;
    }

    /// <summary>Checks the definition and makes the bot.</summary>
    /// <exception cref="BotDefinitionException">Something is missing or there twice.</exception>
    public BotDefinition Build()
    {
        if (!EndpointId.IsPart(Namespace) || !EndpointId.IsPart(Id))
            throw new BotDefinitionException(
                $"'{Namespace}/{Id}' does not name a bot: use letters, digits, '.', '-' and '_'");
        if (LocaleTags.Count == 0)
            throw new BotDefinitionException($"the bot {Id} speaks no language");
        foreach (var own in (Story[])[HelloStory, UnknownStory])
            if (!Stories.Contains(own))
                Stories.Add(own);
        foreach (var story in Stories)
            Check(story);
        Twice("the entity type", types.Select(type => type.Name));
        Twice("the story", Stories.Select(story => story.Id));
        Twice("the main intent", Stories.SelectMany(story => story.Intents));
        var phrases = Stories
            .Where(story => story.Phrases.ByLocale.Count > 0)
            .Select(story => KeyValuePair.Create(story.Intents[0], story.Phrases))
            .ToList();
        return new BotDefinition(this, understanding
            ?? (phrases.Count == 0 ? new NoUnderstanding() : new PhraseMatcher(phrases, types)));
    }

    private void Check(Story story)
    {
        if (story.Id.Length == 0)
            throw new BotDefinitionException($"a story of the bot {Id} has no id");
        if (story.Intents.Count == 0 && story.Phrases.ByLocale.Count > 0)
            throw new BotDefinitionException(
                $"the story '{story.Id}' has phrases, but no main intent they could mean");
        foreach (var intent in story.Intents
            .Concat(story.SecondaryIntents)
            .Concat(story.Steps.SelectMany(step => step.Intents)))
            if (intent.Length == 0 || intent.Contains('?', StringComparison.Ordinal))
                throw new BotDefinitionException(
                    $"the story '{story.Id}' names '{intent}', which is no intent name");
        foreach (var type in story.Events)
            if (!type.IsSubclassOf(typeof(UserEvent))
                || type == typeof(TextEvent) || type == typeof(ChoiceEvent))
                throw new BotDefinitionException(
                    $"the story '{story.Id}' cannot answer the event {type.Name}");
        Twice($"in the story '{story.Id}' the step", story.Steps.Select(step => step.Name));
    }

    private void Twice(string what, IEnumerable<string> names)
    {
        foreach (var same in names.GroupBy(name => name, StringComparer.Ordinal))
            if (same.Count() > 1)
                throw new BotDefinitionException(
                    $"{what} '{same.Key}' is there {same.Count()} times in the bot {Id}");
    }
}
