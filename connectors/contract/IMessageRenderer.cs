using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>
/// Writes a bot message in the channel's format. Pure and deterministic: the same message gives
/// the same payloads, so that a retry sends what the first attempt sent.
/// </summary>
public interface IMessageRenderer
{
    /// <summary>Writes a message that <see cref="Fallback"/> has fitted to the channel.</summary>
    /// <param name="message">The message.</param>
    /// <param name="context">For whom, and as what.</param>
    /// <returns>
    /// The payloads, to be delivered in order; none: the channel has nothing for it.
    /// </returns>
    IReadOnlyList<string> Render(BotMessage message, RenderContext context);
}
