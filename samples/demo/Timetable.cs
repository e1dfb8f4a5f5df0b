using System.Globalization;
using System.Text.Json;
using TockOrleans.Bot;

namespace TockOrleans.Samples.Demo;

/// <summary>The bundled timetable: a few stations and lines, the same every day.</summary>
public sealed class Timetable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static readonly TimeSpan Change = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, Station> byId;
    private readonly IReadOnlyList<Line> lines;

    private Timetable(Content content)
    {
        Stations = content.Stations;
        byId = content.Stations.ToDictionary(station => station.Id);
        lines = content.Lines;
        StationType = new DictionaryEntity("station", content.Stations.Select(station =>
            new DictionaryValue(station.Id, [.. station.Names])));
    }

    public static Timetable Bundled { get; } = Read();

    public IReadOnlyList<Station> Stations { get; }

    /// <summary>How users name stations.</summary>
    public EntityType StationType { get; }

    public Station Station(string id) => byId[id];

    /// <summary>The journeys of a day, without change or with one, the earliest first.</summary>
    public IReadOnlyList<Journey> Journeys(string from, string to)
    {
        var all = Legs(from).SelectMany(first => first.To == to
            ? [new Journey([first])]
            : Legs(first.To)
                .Where(second => second.To == to
                    && second.Train != first.Train
                    && first.Arrival > first.Departure
                    && second.Departure.ToTimeSpan() >= first.Arrival.ToTimeSpan() + Change)
                .Select(second => new Journey([first, second])))
            .ToList();
        return [.. all
            .Where(journey => !all.Exists(other => Beats(other, journey)))
            .DistinctBy(journey => journey.Departure)
            .OrderBy(journey => journey.Departure)];
    }

    // Later away and sooner there; of two alike the one without change.
    private static bool Beats(Journey one, Journey other)
    {
        var (oneEnd, otherEnd) = (End(one), End(other));
        if (one.Departure < other.Departure || oneEnd > otherEnd)
            return false;
        return one.Departure > other.Departure || oneEnd < otherEnd
            || one.Legs.Count < other.Legs.Count;
    }

    // Past midnight it is more than a day.
    private static TimeSpan End(Journey journey) =>
        journey.Departure.ToTimeSpan() + journey.Duration;

    /// <summary>What leaves a station after a time, the earliest first.</summary>
    public IReadOnlyList<Leg> Departures(string station, TimeOnly after, int count) =>
        [.. LastLegs(station)
            .OrderBy(leg => leg.Departure < after)
            .ThenBy(leg => leg.Departure)
            .Take(count)];

    /// <summary>The station nearest to a place.</summary>
    public Station Nearest(double latitude, double longitude) => Stations.MinBy(station =>
        Math.Pow(station.Latitude - latitude, 2)
        + Math.Pow((station.Longitude - longitude) * Math.Cos(latitude * Math.PI / 180), 2))!;

    private IEnumerable<Leg> LastLegs(string station) => Legs(station)
        .GroupBy(leg => (leg.Train, leg.Departure))
        .Select(same => same.MaxBy(leg => leg.Arrival - leg.Departure)!);

    private IEnumerable<Leg> Legs(string from)
    {
        foreach (var line in lines)
        {
            var start = line.Stops.IndexOf(from);
            if (start < 0)
                continue;
            foreach (var departure in line.Departures)
            {
                var begins = TimeOnly.Parse(departure, CultureInfo.InvariantCulture);
                for (var stop = start + 1; stop < line.Stops.Count; stop++)
                    yield return new Leg(
                        line.Train,
                        from,
                        line.Stops[stop],
                        begins.AddMinutes(line.Minutes[start]),
                        begins.AddMinutes(line.Minutes[stop]));
            }
        }
    }

    private static Timetable Read()
    {
        using var resource = typeof(Timetable).Assembly
            .GetManifestResourceStream("demo/timetable.json")!;
        return new Timetable(JsonSerializer.Deserialize<Content>(resource, Web)!);
    }

    private sealed record Content(IReadOnlyList<Station> Stations, IReadOnlyList<Line> Lines);

    private sealed record Line(
        string Train, List<string> Stops, List<int> Minutes, List<string> Departures);
}
