namespace TockOrleans.Samples.Demo;

/// <summary>One ride, or two with a change.</summary>
public sealed record Journey(IReadOnlyList<Leg> Legs)
{
    public TimeOnly Departure => Legs[0].Departure;

    public TimeOnly Arrival => Legs[^1].Arrival;

    public TimeSpan Duration => Arrival - Departure;
}
