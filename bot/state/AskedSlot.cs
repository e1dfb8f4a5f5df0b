namespace TockOrleans.Bot;

/// <summary>What the bot has asked for.</summary>
/// <param name="Role">The role the answer fills.</param>
/// <param name="Type">The entity type of the answer.</param>
/// <param name="Times">How often it was asked for in a row.</param>
internal sealed record AskedSlot(string Role, string Type, int Times);
