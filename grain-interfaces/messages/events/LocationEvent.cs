namespace TockOrleans.Messages;

/// <summary>The user shared a place.</summary>
/// <param name="Latitude">Degrees north, -90 to 90.</param>
/// <param name="Longitude">Degrees east, -180 to 180.</param>
/// <param name="Name">The place's name.</param>
/// <param name="Address">The place's postal address.</param>
public sealed record LocationEvent(
    double Latitude,
    double Longitude,
    string? Name = null,
    string? Address = null) : UserEvent;
