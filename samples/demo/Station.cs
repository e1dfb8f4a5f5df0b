namespace TockOrleans.Samples.Demo;

/// <summary>A station of the timetable.</summary>
public sealed record Station(
    string Id,
    string En,
    string Fr,
    IReadOnlyList<string> Names,
    double Latitude,
    double Longitude,
    int Platforms)
{
    public string Name(string locale) =>
        locale.StartsWith("fr", StringComparison.Ordinal) ? Fr : En;
}
