using TockOrleans.Cli.Talk;

namespace TockOrleans.Cli.Tests;

public sealed class TranscriptTests
{
    [Fact]
    public void Messages_are_lines_and_all_choices_are_numbered_through()
    {
        var shown = Of("""
            [{"message":{"kind":"text","text":"Two\nlines","buttons":[
                {"title":"Site","url":"https://example.org/"}],
              "footnotes":[{"identifier":"1","title":"A book","url":"https://example.org/b"}]}},
             {"message":{"kind":"carousel","cards":[
                {"title":"Paris","subTitle":"a town","buttons":[{"title":"Go","payload":"go?to=p"}]},
                {"title":"Lyon","media":{"url":"https://example.org/l.jpg","kind":"Image",
                  "description":"Lyon"}}],
              "suggestions":[{"title":"Big","nlpText":"a big one"},{"title":"No"}]}},
             {"message":{"kind":"locationRequest","text":"Where?"}},
             {"message":{"kind":"typing"}},
             {"message":{"kind":"endOfConversation"}},
             {"message":{"kind":"metadata","values":{"INTENT":"hello"}}},
             {"message":{"kind":"native","connector":"slack","json":"{}"}}]
            """);
        Assert.Equal(
            [
                "Two",
                "lines",
                "  [1] A book https://example.org/b",
                "  !1 Site → https://example.org/",
                "# Paris",
                "  a town",
                "  !2 Go",
                "# Lyon",
                "  [Image] Lyon https://example.org/l.jpg",
                "  !3 Big",
                "  !4 No",
                "Where? [asks for a place]",
                "[typing]",
                "[the end of the conversation]",
                """[metadata {"INTENT":"hello"}]""",
                """{"kind":"native","connector":"slack","json":"{}"}""",
            ],
            shown.Lines);
        Assert.Equal("payload \"go?to=p\"", UserAct.Read("!2", shown.Choices).ToString());
        Assert.Equal("text \"a big one\"", UserAct.Read("!3", shown.Choices).ToString());
        Assert.Equal("text \"No\"", UserAct.Read("!4", shown.Choices).ToString());
    }

    [Fact]
    public void Nothing_that_a_bot_says_steers_the_terminal_or_fills_it()
    {
        var shown = Of(
            """
            [{"message":{"kind":"text","text":"red \u001b[31m and\u0007 back\r\nnext"}},
             {"message":{"kind":"media","media":{"url":"data:AAA"}}}]
            """.Replace("AAA", new string('A', 5_000), StringComparison.Ordinal));
        Assert.Equal(["red  [31m and  back", "next"], shown.Lines.Take(2));
        Assert.All(shown.Lines, line => Assert.InRange(line.Length, 1, 120));
    }

    [Fact]
    public void The_channels_payloads_stand_under_each_message_where_they_are_asked_for()
    {
        const string Reply = """
            [{"message":{"kind":"text","text":"Hé"},"payloads":[{"text":"Hé"},{"n":2}],
              "skipped":["metadata"]}]
            """;
        const string Skipped = """    [the channel has no form for ["metadata"]]""";
        Assert.Equal(
            ["Hé", """    {"text":"Hé"}""", """    {"n":2}""", Skipped], Of(Reply, true).Lines);
        Assert.Equal(["Hé"], Of(Reply).Lines);
    }

    private static Transcript Of(string replies, bool payloads = false) =>
        Transcript.Of(Plans.Json(replies).EnumerateArray(), payloads);
}
