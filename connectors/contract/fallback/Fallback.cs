using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>
/// Turns what a channel lacks into what it has; nothing of a message is dropped in silence.
/// <list type="bullet">
/// <item>carousel: several of them, then cards; card: text, media and buttons;</item>
/// <item>suggestions: buttons; what is too many, or has no place: numbered text;</item>
/// <item>buttons: several messages; without buttons: links as text, choices numbered;</item>
/// <item>a long text: several messages; a long label: shortened, and in full in the text;</item>
/// <item>footnotes, files of a kind the channel lacks, a request for a place: text.</item>
/// </list>
/// What has no other form is left out by name in <see cref="Fitted.Skipped"/>: a sign of typing,
/// metadata, a native message of another connector, a message this version does not know, a text of
/// nothing but white space, and a file in its own address on a channel that takes none. Small
/// pictures of labels and the score of a footnote are decoration. Pure and deterministic, and what
/// is fitted once stays as it is when fitted again.
/// </summary>
public static class Fallback
{
    /// <summary>Stands where a channel wants a text and the message has none.</summary>
    internal const string NoText = "…";

    /// <summary>Fits a message to a channel.</summary>
    /// <param name="message">The message, within <see cref="Bounds"/>.</param>
    /// <param name="capabilities">What the channel has.</param>
    /// <returns>The messages to render, in order; each keeps all limits.</returns>
    public static IReadOnlyList<BotMessage> Fit(BotMessage message, Capabilities capabilities) =>
        Adapt(message, capabilities).Messages;

    /// <summary>
    /// Whether a channel may have to show choices as numbered text: where not, nothing is ever in
    /// <see cref="Fitted.Choices"/>.
    /// </summary>
    /// <param name="capabilities">What the channel has.</param>
    public static bool Numbers(Capabilities capabilities) => capabilities.ButtonsMax == 0
        || capabilities.SuggestionsMax is > 0 and < Bounds.PartsMax;

    /// <summary>
    /// Fits a message to a channel and tells what it numbered and what it left out.
    /// </summary>
    /// <param name="message">The message, within <see cref="Bounds"/>.</param>
    /// <param name="capabilities">What the channel has.</param>
    /// <param name="connector">
    /// The connector's type id: native messages of others are left out. Null: none are.
    /// </param>
    public static Fitted Adapt(
        BotMessage message, Capabilities capabilities, string? connector = null)
    {
        var fitting = new Fitting(capabilities, connector);
        fitting.Add(message);
        // What was made of a message leaves under the same rule of the channel's, and as it asked.
        var messages = message is { Tag: null, Options: null }
            ? fitting.Messages
            : [.. fitting.Messages.Select(part => part with
            {
                Tag = message.Tag,
                Options = message.Options,
            })];
        return new Fitted(messages, fitting.Choices, fitting.Skipped);
    }
}
