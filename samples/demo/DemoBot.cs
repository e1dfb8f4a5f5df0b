using TockOrleans.Bot;

namespace TockOrleans.Samples.Demo;

/// <summary>A small railway assistant over a bundled timetable, in English and French.</summary>
public static class DemoBot
{
    public static BotDefinition Create() => Create(Timetable.Bundled);

    private static BotDefinition Create(Timetable timetable)
    {
        var bot = BotDefinition.Create("app", "demo")
            .Locales("en", "fr")
            .Entity(timetable.StationType)
            .Hello(SmallTalk.Hello)
            .Unknown(SmallTalk.Unknown)
            .Add(new JourneyStory(timetable))
            .Add(new DeparturesStory(timetable))
            .Add(new StationStory(timetable))
            .Add(new TipsStory());
        foreach (var story in SmallTalk.Others)
            bot.Add(story);
        return bot.Build();
    }
}
