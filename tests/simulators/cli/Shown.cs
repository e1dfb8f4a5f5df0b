namespace TockOrleans.Simulators.Cli;

/// <summary>A message of the bot on the screen.</summary>
/// <param name="Text">Its text, of one or several lines.</param>
/// <param name="Choices">What can be pressed: a label, and what pressing does.</param>
internal sealed record Shown(
    string Text, IReadOnlyList<(string Label, Func<WebhookDelivery> Press)> Choices);
