namespace TockOrleans.Simulators.Slack;

/// <summary>A message of a user, on its way to the bot.</summary>
/// <param name="Channel">Where it stands.</param>
/// <param name="Ts">Its timestamp: with the channel, its id.</param>
/// <param name="Delivery">The message event.</param>
/// <param name="Mention">
/// The app_mention event of the same message, with an event id of its own, if it names the bot.
/// </param>
public sealed record SlackSent(
    string Channel, string Ts, WebhookDelivery Delivery, WebhookDelivery? Mention);
