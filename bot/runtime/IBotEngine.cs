using TockOrleans.Messages;

namespace TockOrleans.Bot;

/// <summary>
/// Runs one bot's turns. It holds no conversation: all it knows of one is in the request, so any
/// number of turns may run at once.
/// </summary>
public interface IBotEngine
{
    /// <summary>The organisation the bot belongs to.</summary>
    string Namespace { get; }

    /// <summary>The bot's id within the namespace.</summary>
    string Id { get; }

    /// <summary>Runs the story that the event leads to.</summary>
    /// <param name="request">What the turn starts from; never changed.</param>
    /// <param name="stop">
    /// Signalled when the user stops the story: the result is what was said so far. Also at the
    /// turn's time limit; the result is then dropped.
    /// </param>
    /// <exception cref="Exception">Whatever the story throws.</exception>
    Task<TurnResult> Run(TurnRequest request, CancellationToken stop);

    /// <summary>What the user gets where a story failed or took too long; never throws.</summary>
    IReadOnlyList<BotMessage> TechnicalError(TurnRequest request);

    /// <summary>
    /// What the user gets where the channel cannot wait any longer; never throws.
    /// </summary>
    IReadOnlyList<BotMessage> Deferral(TurnRequest request);
}
