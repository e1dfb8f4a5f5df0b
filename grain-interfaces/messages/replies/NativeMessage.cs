namespace TockOrleans.Messages;

/// <summary>
/// A message in one channel's own format: the escape hatch. Other channels skip it.
/// </summary>
/// <param name="Connector">The type id of the connector it is for.</param>
/// <param name="Json">The payload, a JSON object in that connector's format.</param>
public sealed record NativeMessage(string Connector, string Json) : BotMessage;
