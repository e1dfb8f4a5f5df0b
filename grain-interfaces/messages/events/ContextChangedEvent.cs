namespace TockOrleans.Messages;

/// <summary>
/// The user went to another place while the conversation stayed open beside it: another channel,
/// another page. Nothing was said, and nothing needs an answer.
/// </summary>
/// <param name="Place">
/// Where the user is now, in the channel's word; null: nowhere the bot may know of.
/// </param>
public sealed record ContextChangedEvent(string? Place = null) : UserEvent;
