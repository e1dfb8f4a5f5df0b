using TockOrleans.Bot;
using TockOrleans.Messages;

namespace TockOrleans.Samples.Demo;

/// <summary>The short stories: a greeting, help, thanks, a farewell.</summary>
internal static class SmallTalk
{
    public static Story Hello { get; } = Story.Of(
        "hello",
        Phrases.Of(
            ("en", ["hello", "hi", "hey", "good morning", "good evening", "start"]),
            ("fr", ["bonjour", "salut", "coucou", "bonsoir", "commencer"])),
        turn =>
        {
            turn.Send(Words.Hello);
            Offer(turn);
        });

    public static Story Unknown { get; } = Story.Of("unknown", Phrases.None, turn =>
    {
        turn.Send(Words.Unknown);
        Offer(turn);
    });

    public static IEnumerable<Story> Others { get; } =
    [
        Story.Of(
            "help",
            Phrases.Of(
                ("en", ["help", "what can you do", "how does this work", "what can I ask"]),
                ("fr", ["aide", "que sais-tu faire", "comment ça marche", "à l'aide"])),
            turn =>
            {
                turn.Send(Words.Help);
                Offer(turn);
            }),
        Story.Of(
            "howAreYou",
            Phrases.Of(
                ("en", ["how are you", "how are you doing", "how do you do"]),
                ("fr", ["comment ça va", "ça va", "comment vas-tu", "comment allez-vous"])),
            turn =>
            {
                turn.Send(Words.HowAreYou);
                Offer(turn);
            }),
        Story.Of(
            "thanks",
            Phrases.Of(
                ("en", ["thanks", "thank you", "thank you very much", "great thanks"]),
                ("fr", ["merci", "merci beaucoup", "super merci"])),
            turn => turn.Send(Words.Thanks)),
        Story.Of(
            "sources",
            Phrases.Of(
                ("en", ["where do you know that from", "what are your sources", "sources"]),
                ("fr", ["d'où le sais-tu", "quelles sont tes sources", "sources"])),
            turn => turn.Send(new TextMessage(
                Words.Sources.Resolve(turn.Locale),
                Footnotes:
                [
                    new Footnote(
                        "1", "timetable.json", Content: "10 stations, 12 lines", Score: 1),
                ]))),
        Story.Of(
            "bye",
            Phrases.Of(
                ("en", ["bye", "goodbye", "see you", "bye bye"]),
                ("fr", ["au revoir", "salut à bientôt", "à bientôt", "adieu"])),
            turn =>
            {
                turn.Send(Words.Bye);
                turn.End();
            }),
    ];

    public static void Offer(Turn turn) => turn.Suggest(
        Choose.Intent("journey", Words.PlanJourney.Resolve(turn.Locale)),
        Choose.Intent("departures", Words.ShowDepartures.Resolve(turn.Locale)),
        Choose.Intent("help", Words.HelpTitle.Resolve(turn.Locale)));
}
