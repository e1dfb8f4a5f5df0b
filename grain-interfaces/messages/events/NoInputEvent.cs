namespace TockOrleans.Messages;

/// <summary>The user was expected to speak and did not.</summary>
/// <param name="Count">How many times in a row.</param>
/// <param name="Final">Whether the channel hangs up after this one.</param>
public sealed record NoInputEvent(int Count = 1, bool Final = false) : UserEvent;
