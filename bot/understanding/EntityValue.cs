namespace TockOrleans.Bot;

/// <summary>What the user said for a role.</summary>
/// <param name="Role">The role: origin, destination …; the type's name where none is known.</param>
/// <param name="Type">The entity type: station, date …</param>
/// <param name="Text">The user's words.</param>
/// <param name="Value">What they mean, in the type's canonical form.</param>
public sealed record EntityValue(string Role, string Type, string Text, string Value);
