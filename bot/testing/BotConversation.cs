using System.Globalization;
using TockOrleans.Messages;

namespace TockOrleans.Bot.Testing;

/// <summary>
/// A conversation with a bot in a test: no cluster, no store, no network. The dialog state goes
/// through its stored form after every turn, as in production.
/// </summary>
/// <param name="bot">The bot.</param>
/// <param name="locale">The user's language; null: the channel does not tell.</param>
/// <param name="connector">The type id of the channel's connector.</param>
/// <param name="clock">The clock; null: the system's.</param>
public sealed class BotConversation(
    BotDefinition bot, string? locale = null, string connector = "web", TimeProvider? clock = null)
{
    private readonly BotEngine engine = new(bot);
    private byte[] state = [];
    private int turns;

    /// <summary>The last answer; null before the first.</summary>
    public Answer? Last { get; private set; }

    /// <summary>The user says a text.</summary>
    public Task<Answer> Say(string text) => Send(new TextEvent(text));

    /// <summary>The user opens the conversation.</summary>
    public Task<Answer> Start() => Send(new ConversationStartedEvent());

    /// <summary>The user chooses a suggestion or a button of the last answer.</summary>
    /// <param name="title">Its title.</param>
    /// <exception cref="InvalidOperationException">The last answer has none of that
    /// title.</exception>
    public Task<Answer> Click(string title)
    {
        var (payload, text) = Last?.Find(title)
            ?? throw new InvalidOperationException($"nothing to click says '{title}'");
        return payload is null
            ? Say(text)
            : Send(ChoicePayload.Parse(payload) with { Title = title });
    }

    /// <summary>Anything happens.</summary>
    public async Task<Answer> Send(UserEvent happened)
    {
        var now = (clock ?? TimeProvider.System).GetUtcNow();
        var id = (++turns).ToString(CultureInfo.InvariantCulture);
        var result = await engine.Run(
            new TurnRequest(
                "turn-" + id,
                1,
                new InboundEvent(id, now, happened, locale),
                connector,
                "user",
                now,
                state),
            CancellationToken.None).ConfigureAwait(false);
        state = result.State;
        return Last = new Answer(result.Replies);
    }
}
