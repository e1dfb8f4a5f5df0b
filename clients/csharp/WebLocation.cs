namespace TockOrleans.Client;

/// <summary>A place.</summary>
/// <param name="Latitude">Degrees north, -90 to 90.</param>
/// <param name="Longitude">Degrees east, -180 to 180.</param>
public sealed record WebLocation(double Latitude, double Longitude);
