using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>A message as a channel can show it.</summary>
/// <param name="Messages">The messages to render, in order; may be none.</param>
/// <param name="Choices">
/// What stands in them as numbered text. The platform keeps those of the last message that has
/// any, and asks <see cref="NumberedChoice.Find"/> when the user answers with text.
/// </param>
/// <param name="Skipped">
/// What has no form in this channel, each as its kind and what tells it apart
/// (<c>native:slack</c>, <c>typing</c>); to be counted, never user text.
/// </param>
public sealed record Fitted(
    IReadOnlyList<BotMessage> Messages,
    IReadOnlyList<NumberedChoice> Choices,
    IReadOnlyList<string> Skipped);
