using TockOrleans.Messages;

namespace TockOrleans.Bot;

/// <summary>Runs the turns of a bot that is defined by its stories.</summary>
/// <param name="bot">The bot.</param>
public sealed class BotEngine(BotDefinition bot) : IBotEngine
{
    private const string IntentName = "INTENT";
    private const int SwitchesMax = 10;

    /// <inheritdoc/>
    public string Namespace => bot.Namespace;

    /// <inheritdoc/>
    public string Id => bot.Id;

    /// <inheritdoc/>
    /// <exception cref="StoryException">The story asked for something impossible.</exception>
    public async Task<TurnResult> Run(TurnRequest request, CancellationToken stop)
    {
        var state = StateCodec.Read(request.State);
        if (bot.DialogExpiry is { } expiry && request.Now - state.LastUserAt > expiry)
            state.Reset();
        if (request.Inbound.Event.IsOfUser)
            state.LastUserAt = request.Now;
        state.Locale = request.Inbound.Locale ?? state.Locale;
        state.Profile = request.Inbound.Profile ?? state.Profile;
        var turn = new Turn(bot, request, state, stop);
        if (await StoryFor(turn, state, request, stop) is not { } story)
            return new TurnResult(request.State.ToArray(), []);
        try
        {
            await Run(story, turn, state);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What it said counts. What it was about to remember does not: it was not done.
            return new TurnResult(request.State.ToArray(), Replies(turn));
        }
        return new TurnResult(StateCodec.Write(state), Replies(turn));
    }

    /// <inheritdoc/>
    public IReadOnlyList<BotMessage> TechnicalError(TurnRequest request) =>
        [new TextMessage(bot.TechnicalError.Resolve(LocaleOf(request)))];

    /// <inheritdoc/>
    public IReadOnlyList<BotMessage> Deferral(TurnRequest request) =>
        [new TextMessage(bot.Deferral.Resolve(LocaleOf(request)))];

    private async Task Run(Story story, Turn turn, DialogState state)
    {
        for (var switches = 0; ; switches++)
        {
            // A step and a question belong to the story that was left.
            if (state.Story != story.Id)
                (state.Story, state.Step, state.Asked) = (story.Id, null, null);
            await story.Run(turn);
            if (turn.Switch is not { } next)
                return;
            if (switches >= SwitchesMax)
                throw new StoryException($"stories switch to each other: {story.Id}, {next} …");
            turn.Switched();
            (story, state.Step) = (bot.ById[next], null);
        }
    }

    private ValueTask<Story?> StoryFor(
        Turn turn, DialogState state, TurnRequest request, CancellationToken stop)
    {
        switch (request.Inbound.Event)
        {
            case TextEvent said:
                return ForText(turn, state, said.Text, stop);
            case VoiceEvent { Transcript: { Length: > 0 } transcript }:
                return ForText(turn, state, transcript, stop);
            case ChoiceEvent choice:
                return ForChoice(turn, state, choice, stop);
            case ProactiveEvent { Story: { } id } told:
                return ValueTask.FromResult<Story?>(Told(turn, state, id, told.Parameters));
            default:
                return ValueTask.FromResult(ForEvent(state, request.Inbound.Event));
        }
    }

    private async ValueTask<Story?> ForText(
        Turn turn, DialogState state, string text, CancellationToken stop)
    {
        turn.Text = text;
        var current = Current(state);
        var understood = await bot.Understanding.Understand(
            new UnderstandingRequest(
                text, turn.Locale, DateOnly.FromDateTime(turn.Now.Date), Supported(current)),
            stop);
        var asked = state.Asked;
        state.Asked = null;
        if (asked is not null && current is not null && Answers(asked, understood, current))
        {
            FillAsked(turn, asked, understood);
            // A question that is asked again counts its tries.
            if (turn.Entity(asked.Role) is null)
                state.Asked = asked;
            turn.Intent = state.Intent;
            return current;
        }
        if (understood.Intent is not { } intent)
            return bot.Unknown;
        foreach (var entity in understood.Entities)
            turn.SetEntity(entity);
        return ForIntent(turn, state, intent);
    }

    private ValueTask<Story?> ForChoice(
        Turn turn, DialogState state, ChoiceEvent choice, CancellationToken stop)
    {
        state.Asked = null;
        turn.Choice = choice;
        if (turn.Parameter(ChoicePayload.NlpKey) is { } text)
            return ForText(turn, state, text, stop);
        if (turn.Parameter(ChoicePayload.PreviousIntentKey) is { } previous
            && bot.ByIntent.TryGetValue(previous, out var origin))
            state.Story = origin.Id;
        var story = ForIntent(turn, state, choice.Intent);
        if (turn.Parameter(ChoicePayload.StepKey) is { } step)
            (state.Story, state.Step) = (story.Id, step);
        return ValueTask.FromResult<Story?>(story);
    }

    // Whatever was asked before is over: the user answers what the bot says now.
    private Story Told(
        Turn turn, DialogState state, string id, IReadOnlyDictionary<string, string>? parameters)
    {
        if (!bot.ById.TryGetValue(id, out var story))
            throw new StoryException($"there is no story '{id}' in the bot {bot.Id}");
        turn.Told = parameters;
        (state.Asked, state.Story, state.Step) = (null, id, null);
        return story;
    }

    private Story? ForEvent(DialogState state, UserEvent happened)
    {
        var type = happened.GetType();
        if (Current(state) is { } current && current.Events.Contains(type))
            return current;
        foreach (var story in bot.Stories)
            if (story.Events.Contains(type))
                return story;
        return happened switch
        {
            ConversationStartedEvent => bot.Hello,
            LocationEvent or AttachmentsEvent or VoiceEvent => bot.Unknown,
            // Receipts, typing, reactions, joins …: nothing is said unless a story wants them.
            _ => null,
        };
    }

    // The current story keeps an intent it supports; else the story whose main intent it is.
    private Story ForIntent(Turn turn, DialogState state, string intent)
    {
        turn.Intent = state.Intent = intent;
        if (Current(state) is { } current && Supported(current).Contains(intent))
        {
            state.Step = current.Steps.FirstOrDefault(step => step.Intents.Contains(intent))?.Name
                ?? (current.Intents.Contains(intent) ? null : state.Step);
            return current;
        }
        state.Step = null;
        return bot.ByIntent.GetValueOrDefault(intent) ?? bot.Unknown;
    }

    // A text answers the question unless it clearly starts another story.
    private bool Answers(AskedSlot asked, Understanding understood, Story current) =>
        understood.Intent is null
        || Supported(current).Contains(understood.Intent)
        || (understood.Score < 1
            && understood.Entities.Any(entity => entity.Type == asked.Type));

    private static void FillAsked(Turn turn, AskedSlot asked, Understanding understood)
    {
        foreach (var entity in understood.Entities)
            if (understood.Intent is not null || entity.Role != entity.Type)
                turn.SetEntity(entity);
        var bare = understood.Entities.FirstOrDefault(entity =>
            entity.Role == entity.Type && entity.Type == asked.Type);
        if (bare is not null && turn.Entity(asked.Role) is null)
            turn.SetEntity(bare with { Role = asked.Role });
    }

    private Story? Current(DialogState state) =>
        state.Story is { } id ? bot.ById.GetValueOrDefault(id) : null;

    private IReadOnlyCollection<string> Supported(Story? story) =>
        story is null ? [] : bot.Supported[story.Id];

    private static IReadOnlyList<BotMessage> Replies(Turn turn)
    {
        if (turn.Intent is { } intent)
            turn.Metadata(IntentName, intent);
        if (turn.Values is not { } values)
            return turn.Said;
        var metadata = new MetadataMessage(values);
        return BoundsCheck.Excess(metadata) is { } excess
            ? throw new StoryException($"a message is over a bound: {excess}")
            : [.. turn.Said, metadata];
    }

    private string LocaleOf(TurnRequest request)
    {
        string? wanted = null;
        try
        {
            var state = StateCodec.Read(request.State);
            wanted = state.ChosenLocale ?? request.Inbound.Locale ?? state.Locale;
        }
        catch (System.Text.Json.JsonException)
        {
            // A state that cannot be read is the reason for the error.
            wanted = request.Inbound.Locale;
        }
        return LocaleTag.Match(wanted, bot.Locales) ?? bot.Locales[0];
    }
}
