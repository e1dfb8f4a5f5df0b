using System.Globalization;
using TockOrleans.Bot;
using TockOrleans.Messages;

namespace TockOrleans.Samples.Demo;

/// <summary>Shows a station: asked for by name, or the one nearest to where the user is.</summary>
internal sealed class StationStory(Timetable timetable) : Story
{
    public override string Id => "station";

    public override IReadOnlyList<Type> Events => [typeof(LocationEvent)];

    public override Phrases Phrases => Phrases.Of(
        ("en",
        [
            "tell me about {station} station", "tell me about {station}", "station {station}",
            "where is {station} station", "show me a station", "about a station",
        ]),
        ("fr",
        [
            "parle-moi de la gare de {station}", "parle-moi de {station}", "gare de {station}",
            "où est la gare de {station}", "montre-moi une gare", "à propos d'une gare",
        ]));

    public override Task Run(Turn turn)
    {
        if (turn.Event is LocationEvent place)
        {
            var nearest = timetable.Nearest(place.Latitude, place.Longitude);
            turn.Send(Words.Nearest, nearest.Name(turn.Locale));
            Show(turn, nearest);
        }
        else if (turn.Fill(
            "station",
            timetable.StationType,
            Words.WhichStation,
            timetable.Stations.Take(5).Select(one => new Suggestion(one.Name(turn.Locale)))))
        {
            Show(turn, timetable.Station(turn.Entity("station")!.Value));
            turn.RemoveEntity("station");
        }
        return Task.CompletedTask;
    }

    private static void Show(Turn turn, Station station)
    {
        var name = station.Name(turn.Locale);
        var map = string.Create(
            CultureInfo.InvariantCulture,
            $"https://www.openstreetmap.org/?mlat={station.Latitude}&mlon={station.Longitude}");
        turn.Send(new CardMessage(new Card(
            name,
            Words.Platforms.Format(turn.Locale, station.Platforms),
            new Media(Pictures.Of(station), Name: $"{station.Id}.svg", Description: name),
            [
                Choose.Button(
                    "departures",
                    Words.ShowDepartures.Resolve(turn.Locale),
                    ("station", station.Id)),
                new Button(Words.Map.Resolve(turn.Locale), Url: map, Target: "_blank"),
            ])));
    }
}
