namespace TockOrleans.Simulators;

/// <summary>A request to the bot's webhook.</summary>
/// <param name="Id">The event's id, the same at every attempt.</param>
/// <param name="Body">The bytes.</param>
/// <param name="ContentType">Their type.</param>
/// <param name="Redelivered">Whether it is sent again when the bot does not acknowledge.</param>
/// <param name="Signed">Whether it carries a signature.</param>
internal sealed record WebhookCall(
    string Id,
    ReadOnlyMemory<byte> Body,
    string ContentType = "application/json",
    bool Redelivered = true,
    bool Signed = true);
