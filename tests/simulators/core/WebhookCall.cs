namespace TockOrleans.Simulators;

/// <summary>A request to the bot's webhook.</summary>
/// <param name="Id">The event's id, the same at every attempt.</param>
/// <param name="Body">The bytes.</param>
/// <param name="ContentType">Their type.</param>
/// <param name="Redelivered">Whether it is sent again when the bot does not acknowledge.</param>
/// <param name="Signed">Whether it carries a signature.</param>
/// <param name="TimeoutReason">The vendor's word for no answer in time.</param>
/// <param name="Then">What the vendor does with the outcome, before anybody learns of it.</param>
internal sealed record WebhookCall(
    string Id,
    ReadOnlyMemory<byte> Body,
    string ContentType = "application/json",
    bool Redelivered = true,
    bool Signed = true,
    string TimeoutReason = "http_timeout",
    Action<WebhookDelivery>? Then = null);
