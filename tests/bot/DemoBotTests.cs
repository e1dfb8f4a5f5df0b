using TockOrleans.Bot.Testing;
using TockOrleans.Messages;
using TockOrleans.Samples.Demo;
using Xunit;

namespace TockOrleans.Bot.Tests;

/// <summary>
/// Whole conversations with the railway assistant on Tuesday, 10 March 2026, 08:00.
/// </summary>
public sealed class DemoBotTests
{
    private readonly BotConversation user = Talk("en");

    [Fact]
    public async Task A_journey_is_asked_for_piece_by_piece()
    {
        Assert.Equal(
            ["Hello! I am the railway assistant. I know journeys, departures and stations."],
            (await user.Start()).Texts);
        Assert.Equal(["Plan a journey", "Departures", "Help"], user.Last!.Suggestions);

        Assert.Equal(["Where do you leave from?"], (await user.Click("Plan a journey")).Texts);
        Assert.Equal(["Paris", "Lyon", "Marseille", "Lille", "Bordeaux"], user.Last!.Suggestions);
        Assert.Equal(["Where do you want to go?"], (await user.Say("Lille")).Texts);
        Assert.Equal(["Paris", "Lyon", "Marseille", "Bordeaux", "Nantes"], user.Last!.Suggestions);
        Assert.Equal(["On which day?"], (await user.Say("marseille!")).Texts);
        Assert.Equal(["today", "tomorrow"], user.Last!.Suggestions);

        var journeys = await user.Click("tomorrow");
        Assert.Equal(["From Lille to Marseille, Wednesday 11 March:"], journeys.Texts);
        Assert.Equal(
            ["06:02 → 10:52", "09:02 → 13:52", "12:32 → 17:22", "16:02 → 20:52", "18:32 → 23:22"],
            journeys.Cards.Select(card => card.Title));
        Assert.Equal("TGV 66, direct, 4:50 h", journeys.Cards[0].SubTitle);
        Assert.Equal("journey", journeys.Metadata("INTENT"));
    }

    [Fact]
    public async Task All_at_once_needs_no_question()
    {
        var journeys = await user.Say("I want to go from Lille to Geneva tomorrow");

        Assert.Equal(["From Lille to Geneva, Wednesday 11 March:"], journeys.Texts);
        Assert.Equal(
            ["06:02 → 12:03", "09:02 → 17:03", "16:02 → 22:03"],
            journeys.Cards.Select(card => card.Title));
        Assert.Equal(
            "TGV 66 + Lyria 92, change in Paris, 6:01 h", journeys.Cards[0].SubTitle);
        Assert.Equal(["Another destination", "Another day"], journeys.Suggestions);
    }

    [Fact]
    public async Task Roles_come_from_the_words_before_them_in_any_order()
    {
        var journeys = await user.Say("I want to go to Paris from Nantes on 12 March");

        Assert.Equal(["From Nantes to Paris, Thursday 12 March:"], journeys.Texts);
    }

    [Fact]
    public async Task Today_shows_only_what_has_not_left_and_no_needless_detour()
    {
        var journeys = await user.Say("from Lyon to Turin today");

        Assert.Equal(
            ["08:43 → 12:26", "16:43 → 20:26"], journeys.Cards.Select(card => card.Title));
    }

    [Fact]
    public async Task Three_wrong_answers_end_the_question()
    {
        await user.Say("I want to travel");

        string[] again = ["Sorry, I did not get that.", "Where do you leave from?"];
        Assert.Equal(again, (await user.Say("the moon")).Texts);
        Assert.Equal(again, (await user.Say("42")).Texts);
        Assert.Equal(
            ["Let us leave it there. What else can I do for you?"],
            (await user.Say("blue")).Texts);

        // Nothing is asked any more: a bare value means nothing.
        Assert.Equal(
            ["Sorry, I did not understand that. I only know about trains."],
            (await user.Say("Lille")).Texts);
    }

    [Fact]
    public async Task A_right_answer_starts_the_count_of_wrong_ones_anew()
    {
        await user.Say("I want to travel");
        await user.Say("the moon");
        await user.Say("42");
        await user.Say("Lille");

        string[] again = ["Sorry, I did not get that.", "Where do you want to go?"];
        Assert.Equal(again, (await user.Say("the moon")).Texts);
        Assert.Equal(again, (await user.Say("42")).Texts);
        Assert.Equal(["On which day?"], (await user.Say("to Lyon")).Texts);
    }

    [Fact]
    public async Task Going_where_one_is_is_refused()
    {
        Assert.Equal(
            ["You are already in Lyon.", "Where do you want to go?"],
            (await user.Say("from Lyon to Lyon friday")).Texts);
        Assert.Equal(
            ["From Lyon to Paris, Friday 13 March:"], (await user.Say("Paris")).Texts);
    }

    [Fact]
    public async Task A_past_day_is_refused()
    {
        Assert.Equal(
            ["Sunday, March 1, 2026 is over: I only plan ahead.", "On which day?"],
            (await user.Say("from Lyon to Paris 2026-03-01")).Texts);
        Assert.Equal(
            ["From Lyon to Paris, Monday 16 March:"], (await user.Say("next monday")).Texts);
    }

    [Fact]
    public async Task Another_destination_and_another_day_keep_the_rest()
    {
        await user.Say("from Nantes to Paris tomorrow");

        Assert.Equal(
            ["Where do you want to go?"], (await user.Click("Another destination")).Texts);
        Assert.Equal(
            ["From Nantes to Lille, Wednesday 11 March:"], (await user.Say("Lille")).Texts);
        Assert.Equal(["On which day?"], (await user.Click("Another day")).Texts);
        Assert.Equal(
            ["From Nantes to Lille, Saturday 14 March:"], (await user.Say("saturday")).Texts);
    }

    [Fact]
    public async Task A_journey_is_booked_by_its_button()
    {
        await user.Say("from Paris to Bordeaux tomorrow");

        Assert.Equal(
            ["Booked: paris-bordeaux 2026-03-11 07:10. Your reference is TURN-2. (This is a demo: "
                + "no train waits for you.)"],
            (await user.Click("Book")).Texts);
    }

    [Fact]
    public async Task An_old_button_works_from_any_other_story()
    {
        var journeys = await user.Say("from Paris to Bordeaux tomorrow");
        var (book, otherDay) = (
            journeys.Cards[3].Buttons![0].Payload!,
            journeys.Messages.SelectMany(message => message.Suggestions ?? []).Last().Payload!);
        await user.Say("what is love");

        Assert.Equal(["On which day?"], (await user.Send(ChoicePayload.Parse(otherDay))).Texts);
        await user.Say("bye");
        Assert.StartsWith(
            "Booked: paris-bordeaux 2026-03-11 18:10.",
            Assert.Single((await user.Send(ChoicePayload.Parse(book))).Texts),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Departures_are_told_in_a_text()
    {
        Assert.Equal(
            ["The next departures from Paris:\n08:18  Lyria 92  →  Geneva\n08:36  TGV 25  →  "
                + "Brussels\n08:38  TGV 24  →  Strasbourg\n09:53  TGV 67  →  Lille\n10:07  TGV 66"
                + "  →  Marseille"],
            (await user.Say("departures from Paris")).Texts);
    }

    [Fact]
    public async Task Late_at_night_the_next_departures_are_tomorrow_s()
    {
        var clock = Clock.Tuesday();
        clock.Advance(TimeSpan.FromHours(13));
        var late = new BotConversation(DemoBot.Create(), "en", clock: clock);

        Assert.Equal(
            ["The next departures from Lyon:\n"
                + "21:23  TGV 67  →  Lille\n21:37  TGV 66  →  Marseille\n"
                + "07:53  TGV 67  →  Lille\n08:14  Lyria 93  →  Paris\n08:43  TGV 92  →  Turin"],
            (await late.Say("departures from Lyon")).Texts);
    }

    [Fact]
    public async Task Departures_are_found_by_buttons_alone()
    {
        await user.Start();
        Assert.Equal(["Which station?"], (await user.Click("Departures")).Texts);
        Assert.StartsWith(
            "The next departures from Bordeaux:\n11:46  TGV 85  →  Paris\n",
            Assert.Single((await user.Click("Bordeaux")).Texts),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_station_is_a_card_whose_button_shows_its_departures()
    {
        var card = Assert.Single((await user.Say("tell me about Geneva station")).Cards);

        Assert.Equal(("Geneva", "8 platforms"), (card.Title, card.SubTitle));
        Assert.StartsWith("data:image/svg+xml,", card.Media!.Url, StringComparison.Ordinal);
        Assert.Equal(
            "https://www.openstreetmap.org/?mlat=46.2103&mlon=6.1427", card.Buttons![1].Url);
        Assert.Equal(
            ["The next departures from Geneva:\n12:29  Lyria 93  →  Paris\n17:29  Lyria 93  →  "
                + "Paris\n06:29  Lyria 93  →  Paris"],
            (await user.Click("Departures")).Texts);
    }

    [Fact]
    public async Task A_place_finds_the_nearest_station_and_drops_an_open_question()
    {
        await user.Say("I want to travel");

        var answer = await user.Send(new LocationEvent(45.1, 7.5));

        Assert.Equal(["The nearest station I know is Turin."], answer.Texts);
        Assert.Equal("Turin", Assert.Single(answer.Cards).Title);
        Assert.Equal(
            ["Sorry, I did not understand that. I only know about trains."],
            (await user.Say("Lyon")).Texts);
    }

    [Fact]
    public async Task What_is_not_understood_is_met_with_what_is_possible()
    {
        var answer = await user.Say("what is love");

        Assert.Equal(
            ["Sorry, I did not understand that. I only know about trains."], answer.Texts);
        Assert.Equal(["Plan a journey", "Departures", "Help"], answer.Suggestions);
        Assert.Null(answer.Metadata("INTENT"));
    }

    [Fact]
    public async Task Bye_ends_the_conversation_and_forgets_it()
    {
        await user.Say("from Lille to Paris");

        var answer = await user.Say("bye");

        Assert.Equal(["Goodbye, and have a good trip!"], answer.Texts);
        Assert.Single(answer.Messages.OfType<EndOfConversationMessage>());
        Assert.Equal(["Where do you leave from?"], (await user.Say("to Lyon")).Texts);
    }

    [Fact]
    public async Task Advice_grows_and_is_one_message_in_the_end()
    {
        var answer = await user.Say("give me some travel tips");

        Assert.StartsWith(
            "Three things. Board", Assert.Single(answer.Texts), StringComparison.Ordinal);
        Assert.Equal(["Plan a journey", "Departures", "Help"], answer.Suggestions);
        Assert.Equal("tips", answer.Metadata("INTENT"));
    }

    private static BotConversation Talk(string locale) =>
        new(DemoBot.Create(), locale, clock: Clock.Tuesday());
}
