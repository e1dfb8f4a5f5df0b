namespace TockOrleans.Messages;

/// <summary>
/// Data for the client program, not for the user; channels without a place for it skip it.
/// </summary>
/// <param name="Values">The data by name.</param>
public sealed record MetadataMessage(IReadOnlyDictionary<string, string> Values) : BotMessage;
