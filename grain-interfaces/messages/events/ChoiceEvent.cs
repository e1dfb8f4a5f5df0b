namespace TockOrleans.Messages;

/// <summary>
/// The user chose a button, quick reply or list row; see <see cref="ChoicePayload"/>.
/// </summary>
/// <param name="Intent">The intent the choice names.</param>
/// <param name="Parameters">The choice's parameters, reserved keys included.</param>
/// <param name="Title">What the user saw on the button, where the channel tells.</param>
public sealed record ChoiceEvent(
    string Intent,
    IReadOnlyDictionary<string, string>? Parameters = null,
    string? Title = null) : UserEvent;
