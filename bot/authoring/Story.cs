namespace TockOrleans.Bot;

/// <summary>
/// One thing the bot can do. One instance serves all users at once, so a story keeps nothing in
/// fields: what belongs to a user goes into <see cref="Turn"/>. The properties are read once, when
/// the bot is built.
/// </summary>
public abstract class Story
{
    /// <summary>Its id, unique within the bot.</summary>
    public abstract string Id { get; }

    /// <summary>The main intents: they start the story. Default: the id alone.</summary>
    public virtual IReadOnlyList<string> Intents => [Id];

    /// <summary>Intents that mean something here only while the user is in the story.</summary>
    public virtual IReadOnlyList<string> SecondaryIntents => [];

    /// <summary>What users say for the first main intent.</summary>
    public virtual Phrases Phrases => Phrases.None;

    /// <summary>
    /// Types of <see cref="Messages.UserEvent"/> the story answers; not text and not choices, those
    /// come by intent. The user's current story is asked first, then stories in their order.
    /// </summary>
    public virtual IReadOnlyList<Type> Events => [];

    /// <summary>The steps.</summary>
    public virtual IReadOnlyList<StoryStep> Steps => [];

    /// <summary>
    /// Answers the user. It may be run again for the same event after a crash: what it does outside
    /// should carry <see cref="Turn.TurnId"/>. Saying nothing is allowed.
    /// </summary>
    /// <param name="turn">The event, what is known of the user, and where answers go.</param>
    public abstract Task Run(Turn turn);

    /// <summary>A story from an action.</summary>
    /// <param name="id">Its id and only main intent.</param>
    /// <param name="phrases">What users say for it.</param>
    /// <param name="run">What it does.</param>
    public static Story Of(string id, Phrases phrases, Action<Turn> run) =>
        new LambdaStory(id, phrases, turn =>
        {
            run(turn);
            return Task.CompletedTask;
        });

    /// <summary>A story from an asynchronous function.</summary>
    /// <param name="id">Its id and only main intent.</param>
    /// <param name="phrases">What users say for it.</param>
    /// <param name="run">What it does.</param>
    public static Story Of(string id, Phrases phrases, Func<Turn, Task> run) =>
        new LambdaStory(id, phrases, run);

    private sealed class LambdaStory(string id, Phrases phrases, Func<Turn, Task> run) : Story
    {
        public override string Id => id;

        public override Phrases Phrases => phrases;

        public override Task Run(Turn turn) => run(turn);
    }
}
