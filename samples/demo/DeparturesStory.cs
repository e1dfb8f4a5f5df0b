using System.Globalization;
using TockOrleans.Bot;
using TockOrleans.Messages;

namespace TockOrleans.Samples.Demo;

/// <summary>Says what leaves a station next.</summary>
internal sealed class DeparturesStory(Timetable timetable) : Story
{
    private const int Shown = 5;

    public override string Id => "departures";

    public override Phrases Phrases => Phrases.Of(
        ("en",
        [
            "departures", "next departures", "departures from {station}",
            "next trains from {station}", "what leaves {station}",
            "next departures from {station}", "when is the next train from {station}",
        ]),
        ("fr",
        [
            "départs", "prochains départs", "départs de {station}",
            "prochains trains de {station}", "qu'est-ce qui part de {station}",
            "prochains départs de {station}", "quand part le prochain train de {station}",
        ]));

    public override Task Run(Turn turn)
    {
        if (turn.Parameter("station") is { } chosen && timetable.StationType.IsValue(chosen))
            turn.SetEntity(new EntityValue("station", "station", chosen, chosen));
        if (!turn.Fill(
            "station",
            timetable.StationType,
            Words.WhichStation,
            timetable.Stations.Take(5).Select(one => new Suggestion(one.Name(turn.Locale)))))
            return Task.CompletedTask;
        var station = timetable.Station(turn.Entity("station")!.Value);
        turn.RemoveEntity("station");
        var lines = timetable
            .Departures(station.Id, TimeOnly.FromDateTime(turn.Now.DateTime), Shown)
            .Select(leg => leg.Departure.ToString("HH:mm", CultureInfo.InvariantCulture)
                + $"  {leg.Train}  →  {timetable.Station(leg.To).Name(turn.Locale)}");
        var title = Words.Departures.Format(turn.Locale, station.Name(turn.Locale));
        turn.Send(new TextMessage(
            $"{title}\n{string.Join('\n', lines)}",
            new Speech($"{title} {string.Join(". ", lines.Take(2))}")));
        SmallTalk.Offer(turn);
        return Task.CompletedTask;
    }
}
