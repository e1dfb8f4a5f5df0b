namespace TockOrleans.Connectors.Contract;

/// <summary>For whom a message is rendered, and as what.</summary>
/// <param name="Settings">The endpoint's settings.</param>
/// <param name="MessageId">
/// The message's id, unique in its session; feedback names it. Empty: it still grows, and has none.
/// </param>
/// <param name="ReplyAddress">Where it goes, the connector's own JSON; null: in the answer.</param>
/// <param name="Locale">The user's language as a BCP 47 tag, where known.</param>
public sealed record RenderContext(
    EndpointSettings Settings,
    string MessageId,
    string? ReplyAddress = null,
    string? Locale = null)
{
    /// <summary>Whether the bot speaks first, and answers nothing the user just said.</summary>
    public bool Proactive { get; init; }
}
