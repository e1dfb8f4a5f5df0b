namespace TockOrleans.Samples.Demo;

/// <summary>A ride in one train.</summary>
public sealed record Leg(
    string Train, string From, string To, TimeOnly Departure, TimeOnly Arrival);
