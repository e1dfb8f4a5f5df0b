using TockOrleans.Messages;

namespace TockOrleans.Bot;

/// <summary>
/// One event of a user, what is known of them, and where answers go. Lives as long as the turn;
/// what it changes becomes the conversation's state only if the turn is committed.
/// </summary>
public sealed partial class Turn
{
    private readonly BotDefinition bot;
    private readonly TurnRequest request;
    private readonly DialogState state;
    private readonly List<BotMessage> said = [];
    private Dictionary<string, string>? metadata;
    private TimeSpan pause;
    private string locale;

    internal Turn(
        BotDefinition bot, TurnRequest request, DialogState state, CancellationToken stop)
    {
        (this.bot, this.request, this.state, Stop) = (bot, request, state, stop);
        locale = LocaleTag.Match(state.ChosenLocale, bot.Locales)
            ?? LocaleTag.Match(state.Locale, bot.Locales)
            ?? bot.Locales[0];
        state.Locale = LocaleTag.Match(state.Locale, bot.Locales) ?? bot.Locales[0];
    }

    /// <summary>What happened.</summary>
    public UserEvent Event => request.Inbound.Event;

    /// <summary>What the user said; null where the event is not a text.</summary>
    public string? Text { get; internal set; }

    /// <summary>The intent of the event; null: none was found.</summary>
    public string? Intent { get; internal set; }

    /// <summary>The choice the user made; null where the event is not one.</summary>
    public ChoiceEvent? Choice { get; internal set; }

    /// <summary>The step of the story; null: its beginning.</summary>
    public string? Step
    {
        get => state.Step;
        set => state.Step = value;
    }

    /// <summary>One of the bot's locales. A change holds for this user from now on.</summary>
    public string Locale
    {
        get => locale;
        set => state.ChosenLocale = locale =
            LocaleTag.Match(value, bot.Locales) ?? bot.Locales[0];
    }

    /// <summary>What the channel told of the user.</summary>
    public UserProfile Profile => state.Profile ?? new UserProfile();

    /// <summary>The user, as the connector names them.</summary>
    public string UserId => request.UserId;

    /// <summary>The type id of the connector: <c>web</c>, <c>slack</c> …</summary>
    public string Connector => request.ConnectorType;

    /// <summary>
    /// Stable over re-runs of the same event: the idempotency key for what the story does outside.
    /// </summary>
    public string TurnId => request.TurnId;

    /// <summary>1; more where a crash ended an earlier attempt.</summary>
    public int Attempt => request.Attempt;

    /// <summary>The time of the turn.</summary>
    public DateTimeOffset Now => request.Now;

    /// <summary>Signalled when the user stops the story, or it has taken too long.</summary>
    public CancellationToken Stop { get; }

    /// <summary>
    /// What the channel told beside the event, by a name of the connector's, such as
    /// <c>slack.channel</c>; null where it told nothing of that name.
    /// </summary>
    /// <param name="name">The name; the connector's page lists them.</param>
    public string? Detail(string name) => request.Inbound.Metadata?.GetValueOrDefault(name);

    internal string? Switch { get; private set; }

    internal IReadOnlyDictionary<string, string>? Told { get; set; }

    internal IReadOnlyList<BotMessage> Said => said;

    internal IReadOnlyDictionary<string, string>? Values => metadata;

    /// <summary>What the user said for a role; null: nothing yet.</summary>
    /// <param name="role">The role.</param>
    public EntityValue? Entity(string role) => state.Entities?.GetValueOrDefault(role);

    /// <summary>Sets what a role is filled with.</summary>
    /// <param name="value">The value.</param>
    public void SetEntity(EntityValue value) => (state.Entities ??= [])[value.Role] = value;

    /// <summary>Empties a role, so that it is asked for again.</summary>
    /// <param name="role">The role.</param>
    public void RemoveEntity(string role) => state.Entities?.Remove(role);

    /// <summary>
    /// A parameter of the choice, or of the order to speak first; null where there is none.
    /// </summary>
    /// <param name="name">Its name.</param>
    public string? Parameter(string name) =>
        (Told ?? Choice?.Parameters)?.GetValueOrDefault(name);

    /// <summary>Reads a value of this dialog.</summary>
    /// <param name="name">Its name.</param>
    public string? Get(string name) => state.Context?.GetValueOrDefault(name);

    /// <summary>Keeps a value in this dialog; null removes it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value.</param>
    public void Set(string name, string? value) =>
        state.Context = Put(state.Context, name, value);

    /// <summary>Reads a value of this user; it outlives the dialog.</summary>
    /// <param name="name">Its name.</param>
    public string? Preference(string name) => state.Preferences?.GetValueOrDefault(name);

    /// <summary>Keeps a value for this user; null removes it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value.</param>
    public void SetPreference(string name, string? value) =>
        state.Preferences = Put(state.Preferences, name, value);

    /// <summary>Says a text in the user's language.</summary>
    /// <param name="text">The text.</param>
    /// <param name="args">What fills its places, written as the language writes it.</param>
    public void Send(Text text, params object?[] args) =>
        Send(new TextMessage(text.Format(Locale, args)));

    /// <summary>Sends a message.</summary>
    /// <param name="message">The message.</param>
    /// <exception cref="StoryException">It is over a bound, or too many were sent.</exception>
    public void Send(BotMessage message)
    {
        Add(pause == TimeSpan.Zero
            ? message
            : message with { Delay = (message.Delay ?? TimeSpan.Zero) + pause });
        pause = TimeSpan.Zero;
    }

    /// <summary>
    /// Lets the next message leave that much later than the one before it; more pauses add up.
    /// After the last message of a turn it does nothing.
    /// </summary>
    /// <param name="time">How long; the turn itself does not wait.</param>
    /// <exception cref="StoryException">
    /// It is negative, or together they are over <see cref="Bounds.DelayMax"/>.
    /// </exception>
    public void Pause(TimeSpan time)
    {
        if (time < TimeSpan.Zero || time > Bounds.DelayMax - pause)
            throw new StoryException(
                $"the pauses before a message are between 0 and {Bounds.DelayMax}");
        pause += time;
    }

    /// <summary>Sends a message on one channel only: what only that channel can show.</summary>
    /// <param name="connector">The type id of its connector.</param>
    /// <param name="message">The message.</param>
    /// <returns>Whether this is that channel; if not, say it in another way.</returns>
    public bool SendFor(string connector, BotMessage message)
    {
        if (!string.Equals(connector, Connector, StringComparison.OrdinalIgnoreCase))
            return false;
        Send(message);
        return true;
    }

    /// <summary>Offers ready answers with the last message.</summary>
    /// <param name="suggestions">The answers.</param>
    /// <exception cref="StoryException">Nothing was sent yet.</exception>
    public void Suggest(params IEnumerable<Suggestion> suggestions)
    {
        if (said.Count == 0)
            throw new StoryException("suggestions go with a message: send one first");
        var last = said[^1];
        said.RemoveAt(said.Count - 1);
        Add(last with { Suggestions = [.. last.Suggestions ?? [], .. suggestions] });
    }

    /// <summary>
    /// Hands a value to the client program, where the channel has a place for it.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value.</param>
    public void Metadata(string name, string value) =>
        (metadata ??= new Dictionary<string, string>(StringComparer.Ordinal))[name] = value;

    /// <summary>Asks for what a role needs, unless it is filled.</summary>
    /// <param name="role">The role.</param>
    /// <param name="type">The entity type of the answer.</param>
    /// <param name="question">What to ask.</param>
    /// <param name="suggestions">Ready answers; null: none.</param>
    /// <returns>
    /// True: the role is filled, go on. False: the question is asked (or, after three tries, given
    /// up), so the story returns; the answer runs it again.
    /// </returns>
    public bool Fill(
        string role, EntityType type, Text question, IEnumerable<Suggestion>? suggestions = null)
    {
        if (Entity(role) is not null)
            return true;
        const int timesMax = 3;
        var times = state.Asked is { } asked && asked.Role == role ? asked.Times + 1 : 1;
        if (times > timesMax)
        {
            ResetDialog();
            Send(Replies.GiveUp);
            return false;
        }
        if (times > 1)
            Send(Replies.NotUnderstood);
        state.Asked = new AskedSlot(role, type.Name, times);
        Send(question);
        if (suggestions is not null)
            Suggest(suggestions);
        return false;
    }

    /// <summary>
    /// Fetches a file the user sent, with the endpoint's credentials; from the channel's own hosts
    /// only, and no more than the platform allows (20 MB unless set).
    /// </summary>
    /// <param name="attachment">The file, as the event names it.</param>
    /// <exception cref="StoryException">It cannot be had; the message says why.</exception>
    public Task<FileContent> Fetch(Attachment attachment) => request.Fetch is { } fetch
        ? fetch(attachment, Stop)
        : throw new StoryException($"files of the channel '{Connector}' cannot be fetched");

    /// <summary>Runs another story after this one returns.</summary>
    /// <param name="story">Its id.</param>
    /// <exception cref="StoryException">There is no such story.</exception>
    public void SwitchTo(string story) => Switch = bot.ById.ContainsKey(story)
        ? story
        : throw new StoryException($"there is no story '{story}' in the bot {bot.Id}");

    /// <summary>Forgets the dialog; profile, language and preferences stay.</summary>
    public void ResetDialog() => state.Reset();

    /// <summary>Ends the conversation: a voice channel hangs up.</summary>
    public void End()
    {
        Send(new EndOfConversationMessage());
        ResetDialog();
    }

    internal void Switched() => Switch = null;

    private void Add(BotMessage message)
    {
        if (BoundsCheck.Excess(message) is { } excess)
            throw new StoryException($"a message is over a bound: {excess}");
        if (said.Count >= Bounds.MessagesPerTurnMax)
            throw new StoryException($"a turn may send {Bounds.MessagesPerTurnMax} messages");
        said.Add(message);
    }

    private static Dictionary<string, string>? Put(
        Dictionary<string, string>? values, string name, string? value)
    {
        if (value is not null)
            (values ??= new Dictionary<string, string>(StringComparer.Ordinal))[name] = value;
        else
            values?.Remove(name);
        return values;
    }
}
