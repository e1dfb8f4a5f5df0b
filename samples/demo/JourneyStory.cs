using System.Globalization;
using TockOrleans.Bot;
using TockOrleans.Messages;

namespace TockOrleans.Samples.Demo;

/// <summary>Plans a journey: asks for what it is not told, shows the trains, books one.</summary>
internal sealed class JourneyStory(Timetable timetable) : Story
{
    private const string Origin = "origin";
    private const string Destination = "destination";
    private const string Date = "date";
    private const int Shown = 5;

    // With it a button of this story works from any other story, and long after.
    private static readonly (string, string) FromHere =
        (ChoicePayload.PreviousIntentKey, "journey");

    public override string Id => "journey";

    public override IReadOnlyList<string> SecondaryIntents =>
        ["otherDestination", "otherDay", "book"];

    public override Phrases Phrases => Phrases.Of(
        ("en",
        [
            "I want to travel", "plan a journey", "a train please", "I need a train",
            "from {origin:station} to {destination:station}",
            "from {origin:station} to {destination:station} {date}",
            "trains from {origin:station} to {destination:station}",
            "I want to go from {origin:station} to {destination:station}",
            "I want to go from {origin:station} to {destination:station} {date}",
            "I want to go to {destination:station}", "to {destination:station}",
            "I want to go to {destination:station} {date}",
            "a train to {destination:station}", "a ticket to {destination:station} {date}",
        ]),
        ("fr",
        [
            "je veux voyager", "planifier un trajet", "un train s'il vous plaît",
            "de {origin:station} à {destination:station}",
            "de {origin:station} à {destination:station} {date}",
            "trains de {origin:station} à {destination:station}",
            "je veux aller de {origin:station} à {destination:station}",
            "je veux aller de {origin:station} à {destination:station} {date}",
            "je veux aller à {destination:station}", "à {destination:station}",
            "je veux aller à {destination:station} {date}",
            "un train pour {destination:station}", "un billet pour {destination:station} {date}",
        ]));

    public override Task Run(Turn turn)
    {
        switch (turn.Intent)
        {
            case "book" when turn.Parameter("journey") is { } journey:
                Book(turn, journey);
                return Task.CompletedTask;
            case "journey" when turn.Choice is not null:
                turn.RemoveEntity(Origin);
                turn.RemoveEntity(Destination);
                turn.RemoveEntity(Date);
                break;
            // Once: the answer to the question comes with the same intent.
            case "otherDestination" when turn.Choice is not null:
                turn.RemoveEntity(Destination);
                break;
            case "otherDay" when turn.Choice is not null:
                turn.RemoveEntity(Date);
                break;
        }
        Plan(turn);
        return Task.CompletedTask;
    }

    private void Plan(Turn turn)
    {
        if (!turn.Fill(Origin, timetable.StationType, Words.FromWhere, Stations(turn, null)))
            return;
        var from = timetable.Station(turn.Entity(Origin)!.Value);
        if (turn.Entity(Destination)?.Value == from.Id)
        {
            turn.Send(Words.SameStation, from.Name(turn.Locale));
            turn.RemoveEntity(Destination);
        }
        if (!turn.Fill(
            Destination, timetable.StationType, Words.ToWhere, Stations(turn, from.Id)))
            return;
        if (turn.Entity(Date) is { } given && Day(given.Value) is var day
            && day < DateOnly.FromDateTime(turn.Now.Date))
        {
            turn.Send(Words.Past, day.ToString("D", Culture(turn)));
            turn.RemoveEntity(Date);
        }
        if (turn.Fill(Date, EntityTypes.Date, Words.When, Days(turn)))
            Show(
                turn,
                from,
                timetable.Station(turn.Entity(Destination)!.Value),
                Day(turn.Entity(Date)!.Value));
    }

    private void Show(Turn turn, Station from, Station to, DateOnly day)
    {
        var now = TimeOnly.FromDateTime(turn.Now.DateTime);
        var today = day == DateOnly.FromDateTime(turn.Now.Date);
        var journeys = timetable.Journeys(from.Id, to.Id)
            .Where(journey => !today || journey.Departure > now)
            .Take(Shown)
            .ToList();
        if (journeys.Count == 0)
        {
            turn.Send(Words.NoJourney, from.Name(turn.Locale), to.Name(turn.Locale));
        }
        else
        {
            turn.Send(Words.Journeys, from.Name(turn.Locale), to.Name(turn.Locale), day);
            turn.Send(new CarouselMessage(
                [.. journeys.Select(journey => ToCard(turn, journey, from, to, day))]));
        }
        turn.Suggest(
            Choose.Intent(
                "otherDestination", Words.OtherDestination.Resolve(turn.Locale), FromHere),
            Choose.Intent("otherDay", Words.OtherDay.Resolve(turn.Locale), FromHere));
    }

    private Card ToCard(Turn turn, Journey journey, Station from, Station to, DateOnly day)
    {
        var how = journey.Legs.Count == 1
            ? Words.Direct.Resolve(turn.Locale)
            : Words.Change.Format(
                turn.Locale, timetable.Station(journey.Legs[0].To).Name(turn.Locale));
        var what = string.Create(
            CultureInfo.InvariantCulture,
            $"{from.Id}-{to.Id} {day:yyyy-MM-dd} {journey.Departure:HH\\:mm}");
        return new Card(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{journey.Departure:HH\\:mm} → {journey.Arrival:HH\\:mm}"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{string.Join(" + ", journey.Legs.Select(leg => leg.Train))}, {how}, "
                + $"{journey.Duration:h\\:mm} h"),
            Buttons:
            [
                Choose.Button(
                    "book", Words.Book.Resolve(turn.Locale), ("journey", what), FromHere),
            ]);
    }

    // The turn's id makes the reference: a turn that is run again books nothing twice.
    private static void Book(Turn turn, string journey) => turn.Send(
        Words.Booked, journey, turn.TurnId[..Math.Min(8, turn.TurnId.Length)].ToUpperInvariant());

    private IEnumerable<Suggestion> Stations(Turn turn, string? but) => timetable.Stations
        .Where(station => station.Id != but)
        .Take(5)
        .Select(station => new Suggestion(station.Name(turn.Locale)));

    private static IEnumerable<Suggestion> Days(Turn turn) =>
    [
        new Suggestion(Words.Today.Resolve(turn.Locale)),
        new Suggestion(Words.Tomorrow.Resolve(turn.Locale)),
    ];

    private static DateOnly Day(string value) => EntityTypes.Date.Read(value);

    private static CultureInfo Culture(Turn turn) => CultureInfo.GetCultureInfo(turn.Locale);
}
