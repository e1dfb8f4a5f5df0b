namespace TockOrleans.Messages;

/// <summary>
/// The bot is to speak first: an operator or a program asks for it. No channel brings this event.
/// </summary>
/// <param name="Messages">What the bot says, as it is; null: a story says it.</param>
/// <param name="Story">The id of the story that is run; null: none.</param>
/// <param name="Parameters">What the story is told, by name.</param>
/// <param name="Tag">
/// Under which of the channel's rules it leaves outside the channel's window, in the channel's own
/// word; null: only within it. See <see cref="BotMessage.Tag"/>.
/// </param>
public sealed record ProactiveEvent(
    IReadOnlyList<BotMessage>? Messages = null,
    string? Story = null,
    IReadOnlyDictionary<string, string>? Parameters = null,
    string? Tag = null) : UserEvent;
