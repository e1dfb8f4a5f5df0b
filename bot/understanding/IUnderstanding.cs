namespace TockOrleans.Bot;

/// <summary>
/// Finds what a text means. The built-in one is <see cref="PhraseMatcher"/>; a language service or
/// model takes its place with <see cref="BotBuilder.Understanding"/>. Called by many turns at once.
/// </summary>
public interface IUnderstanding
{
    /// <summary>Finds what a text means.</summary>
    /// <param name="request">The text and what is known around it.</param>
    /// <param name="stop">Signalled at the turn's time limit.</param>
    ValueTask<Understanding> Understand(UnderstandingRequest request, CancellationToken stop);
}
