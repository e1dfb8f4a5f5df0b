using Xunit;

namespace TockOrleans.Bot.Tests;

/// <summary>What texts mean to a small bot, on Tuesday, 10 March 2026.</summary>
public sealed class PhraseMatcherTests
{
    private static readonly PhraseMatcher Matcher = new(
        [
            new("trip", Phrases.Of(
                ("en",
                [
                    "from {origin:city} to {destination:city}",
                    "I want to go to {destination:city} {date}", "book a trip please",
                ]),
                ("fr",
                [
                    "de {origin:city} à {destination:city}",
                    "je veux aller à {destination:city} {date}", "réserver un voyage",
                ]))),
            new("meet", Phrases.Of(
                ("en", ["meet me at {time}", "meet at {from:time} or {till:time}"]),
                ("fr", ["rendez-vous à {time}"]))),
            new("seats", Phrases.Of(
                ("en", ["I need {number} seats"]), ("fr", ["il me faut {number} places"]))),
            new("mood", Phrases.Of(("en", ["how are you", "🙂"]), ("fr", ["ça va"]))),
        ],
        [
            EntityTypes.Date, EntityTypes.Time, EntityTypes.Number,
            new DictionaryEntity(
                "city",
                new DictionaryValue("paris", "Paris"),
                new DictionaryValue("nyc", "New York", "Big Apple"),
                new DictionaryValue("york", "York"),
                new DictionaryValue("köln", "Köln").In("en", "Cologne").In("FR", "Cologne")),
        ]);

    [Theory]
    // Word for word; case, accents and punctuation do not matter.
    [InlineData("en", "how are you", "mood", "")]
    [InlineData("en", "  HOW ARE YOU?!  ", "mood", "")]
    [InlineData("en", "how-are-you…", "mood", "")]
    [InlineData("en", "🙂", "mood", "")]
    [InlineData("fr", "ça va", "mood", "")]
    [InlineData("fr", "ca va ?", "mood", "")]
    [InlineData("fr", "C\u0327A VA", "mood", "")]
    [InlineData("fr", "RESERVER un voyage.", "trip", "")]
    [InlineData("en", "ça va", null, "")]
    [InlineData("de", "how are you", null, "")]
    // Near: most words in common.
    [InlineData("en", "how are you today", "mood", "date=2026-03-10")]
    [InlineData("en", "please book a trip", "trip", "")]
    [InlineData("en", "book a trip", "trip", "")]
    [InlineData("en", "I would like to book a nice trip please", "trip", "")]
    [InlineData("en", "what is the meaning of life", null, "")]
    [InlineData("en", "you", null, "")]
    [InlineData("en", "", null, "")]
    [InlineData("en", "?!", null, "")]
    // Roles: by place, by the word before, the longest name.
    [InlineData("en", "from Paris to York", "trip", "origin=paris destination=york")]
    [InlineData("en", "from Paris to New York", "trip", "origin=paris destination=nyc")]
    [InlineData("en", "to York from Paris", "trip", "destination=york origin=paris")]
    [InlineData("en", "from the big apple to paris", "trip", "origin=nyc destination=paris")]
    [InlineData("en", "from Koln to Cologne", "trip", "origin=köln destination=köln")]
    [InlineData("fr", "de Cologne à Paris", "trip", "origin=köln destination=paris")]
    [InlineData("fr", "à York de Paris", "trip", "destination=york origin=paris")]
    [InlineData("en", "I want to go to York", "trip", "destination=york")]
    [InlineData("en", "tomorrow I want to go to York", "trip",
        "date=2026-03-11 destination=york")]
    // Bare values mean nothing of themselves.
    [InlineData("en", "Paris", null, "city=paris")]
    [InlineData("en", "Paris tomorrow", null, "city=paris date=2026-03-11")]
    [InlineData("en", "12", null, "number=12")]
    // Dates.
    [InlineData("en", "I want to go to York tonight", "trip", "destination=york date=2026-03-10")]
    [InlineData("en", "I want to go to York friday", "trip", "destination=york date=2026-03-13")]
    [InlineData("en", "I want to go to York on Tuesday", "trip",
        "destination=york date=2026-03-17")]
    [InlineData("en", "in 3 days", null, "date=2026-03-13")]
    [InlineData("en", "the day after tomorrow", null, "date=2026-03-12")]
    [InlineData("en", "12 March", null, "date=2026-03-12")]
    [InlineData("en", "March 9th", null, "date=2027-03-09")]
    [InlineData("en", "the 1st of April 2028", null, "date=2028-04-01")]
    [InlineData("en", "12/03", null, "date=2026-03-12")]
    [InlineData("en", "29.02.2028", null, "date=2028-02-29")]
    [InlineData("en", "31/12/26", null, "date=2026-12-31")]
    [InlineData("en", "2026-03-01", null, "date=2026-03-01")]
    [InlineData("en", "30/02/2026", null, "")]
    [InlineData("en", "in 9999 days", null, "number=9999")]
    [InlineData("fr", "je veux aller à Paris demain", "trip",
        "destination=paris date=2026-03-11")]
    [InlineData("fr", "aujourd'hui", null, "date=2026-03-10")]
    [InlineData("fr", "aujourd’hui", null, "date=2026-03-10")]
    [InlineData("fr", "Après-demain", null, "date=2026-03-12")]
    [InlineData("fr", "vendredi prochain", null, "date=2026-03-13")]
    [InlineData("fr", "le 14 juillet", null, "date=2026-07-14")]
    [InlineData("fr", "1er août 2027", null, "date=2027-08-01")]
    [InlineData("fr", "dans 10 jours", null, "date=2026-03-20")]
    // Times.
    [InlineData("en", "meet me at 2 pm", "meet", "time=14:00")]
    [InlineData("en", "meet me at 12:05am", "meet", "time=00:05")]
    [InlineData("en", "meet at noon or 5:30 pm", "meet", "from=12:00 till=17:30")]
    [InlineData("en", "25:00", null, "")]
    [InlineData("fr", "rendez-vous à 14h30", "meet", "time=14:30")]
    [InlineData("fr", "rendez-vous à 9 h", "meet", "time=09:00")]
    [InlineData("fr", "rendez-vous à minuit", "meet", "time=00:00")]
    // Numbers.
    [InlineData("en", "I need two seats", "seats", "number=2")]
    [InlineData("en", "I need 3.5 seats", "seats", "number=3.5")]
    [InlineData("fr", "il me faut 3,5 places", "seats", "number=3.5")]
    [InlineData("fr", "il me faut une place", "seats", "number=1")]
    [InlineData("fr", "il me faut douze places", "seats", "number=12")]
    [InlineData("en", "99999999999999999999999999999999999", null, "")]
    public async Task A_text_means(string locale, string text, string? intent, string entities)
    {
        var found = await Understand(Matcher, locale, text);

        Assert.Equal(
            (intent, entities),
            (found.Intent,
                string.Join(' ', found.Entities.Select(one => $"{one.Role}={one.Value}"))));
    }

    [Fact]
    public async Task A_phrase_said_word_for_word_is_sure_and_a_near_one_is_not()
    {
        Assert.Equal(1, (await Understand(Matcher, "en", "how are you")).Score);
        Assert.Equal(6 / 7.0, (await Understand(Matcher, "en", "book a trip")).Score, 9);
    }

    [Fact]
    public async Task An_entity_keeps_the_user_s_writing()
    {
        var found = await Understand(Matcher, "en", "from PARIS, to  new-YORK!");

        Assert.Equal(["PARIS", "new-YORK"], found.Entities.Select(entity => entity.Text));
        Assert.All(found.Entities, entity => Assert.Equal("city", entity.Type));
    }

    [Fact]
    public async Task Of_two_intents_alike_the_current_story_s_is_meant_else_the_first()
    {
        var matcher = new PhraseMatcher(
            [
                new("order", Phrases.Of(("en", ["yes please do"]))),
                new("cancel", Phrases.Of(("en", ["yes please do"]))),
            ],
            []);

        Assert.Equal("order", (await Understand(matcher, "en", "yes please do")).Intent);
        Assert.Equal("cancel", (await Understand(matcher, "en", "yes please do", "cancel")).Intent);
        Assert.Equal("order", (await Understand(matcher, "en", "please do")).Intent);
        Assert.Equal("cancel", (await Understand(matcher, "en", "please do", "cancel")).Intent);
    }

    [Fact]
    public async Task A_very_long_text_is_cut_not_refused()
    {
        var found = await Understand(
            Matcher, "en", string.Concat(Enumerable.Repeat("Paris \ud800 ", 10_000)));

        Assert.Null(found.Intent);
        Assert.Equal(100, found.Entities.Count);
    }

    private static async Task<Understanding> Understand(
        PhraseMatcher matcher, string locale, string text, params string[] current) =>
        await matcher.Understand(
            new UnderstandingRequest(text, locale, new DateOnly(2026, 3, 10), current),
            TestContext.Current.CancellationToken);
}
