using TockOrleans.Bot.Testing;
using TockOrleans.Messages;
using Xunit;

namespace TockOrleans.Bot.Tests;

/// <summary>Which story answers an event: every rule of <see cref="BotEngine"/>.</summary>
public sealed class StoryChoiceTests
{
    private static readonly Phrases NoSuch = Phrases.None;

    private readonly BotConversation user = new(Bot(), clock: Clock.Tuesday());

    [Fact]
    public async Task A_choice_goes_by_its_intent()
    {
        Assert.Equal(["tea step= intent=tea"], (await Choose("tea")).Texts);
        Assert.Equal(["unknown step= intent=nothing"], (await Choose("nothing")).Texts);
    }

    [Fact]
    public async Task A_choice_may_name_the_step()
    {
        Assert.Equal(["tea step=milk intent=tea"], (await Choose("tea?_step=milk")).Texts);
        // The step stays, and leaving the story ends it.
        Assert.Equal(["tea step=milk intent=more"], (await Choose("more")).Texts);
        Assert.Equal(["coffee step= intent=coffee"], (await user.Say("coffee")).Texts);
        Assert.Equal(["tea step= intent=tea"], (await user.Say("tea")).Texts);
    }

    [Fact]
    public async Task A_choice_is_read_in_the_story_that_sent_it()
    {
        await user.Say("coffee");
        Assert.Equal(
            ["tea step= intent=more"], (await Choose("more?_previous_intent=tea")).Texts);
        await user.Say("coffee");
        Assert.Equal(
            ["unknown step= intent=more"], (await Choose("more?_previous_intent=gone")).Texts);
    }

    [Fact]
    public async Task A_choice_may_stand_for_a_text()
    {
        Assert.Equal(["coffee step= intent=coffee"], (await Choose("tea?_nlp=coffee")).Texts);
        Assert.Equal(["unknown step= intent="], (await Choose("tea?_nlp=zzz")).Texts);
    }

    [Fact]
    public async Task The_current_story_keeps_the_intents_it_supports()
    {
        // Outside of the story the secondary intent has no story, the step's intent another one.
        Assert.Equal(["unknown step= intent=more"], (await Choose("more")).Texts);
        Assert.Equal(["sugar step= intent=sugar"], (await Choose("sugar")).Texts);

        await user.Say("tea");
        Assert.Equal(["tea step=sweet intent=sugar"], (await Choose("sugar")).Texts);
        Assert.Equal(["tea step=sweet intent=more"], (await Choose("more")).Texts);
        // The main intent starts it anew.
        Assert.Equal(["tea step= intent=tea"], (await Choose("tea")).Texts);
    }

    [Fact]
    public async Task A_text_nobody_understands_goes_to_unknown_and_leaves_the_step()
    {
        await Choose("tea?_step=milk");

        Assert.Equal(["unknown step= intent="], (await user.Say("zzz")).Texts);
    }

    [Fact]
    public async Task A_spoken_text_is_a_text()
    {
        var audio = new Attachment(MediaKind.Audio, "https://example.org/a.ogg");

        Assert.Equal(
            ["tea step= intent=tea"], (await user.Send(new VoiceEvent(audio, "Tea!"))).Texts);
        Assert.Equal(
            ["unknown step= intent="], (await user.Send(new VoiceEvent(audio))).Texts);
    }

    [Fact]
    public async Task A_start_says_hello_and_files_are_unknown()
    {
        Assert.Equal(["hello step= intent="], (await user.Start()).Texts);
        Assert.Equal(
            ["unknown step= intent="],
            (await user.Send(new AttachmentsEvent([new Attachment(MediaKind.Image)]))).Texts);
        Assert.Equal(["unknown step= intent="], (await user.Send(new LocationEvent(1, 2))).Texts);
    }

    [Fact]
    public async Task A_story_answers_the_events_it_names_the_current_one_first()
    {
        Assert.Equal(["tea step= intent="], (await user.Send(new LoginEvent())).Texts);
        await user.Say("coffee");
        Assert.Equal(["coffee step= intent="], (await user.Send(new LoginEvent())).Texts);
    }

    [Fact]
    public async Task A_story_that_an_event_starts_has_no_step_of_another()
    {
        await user.Say("sugar");
        await Choose("sugar?_step=brown");

        Assert.Equal(["tea step= intent="], (await user.Send(new LoginEvent())).Texts);
    }

    [Theory]
    [MemberData(nameof(Signs))]
    public async Task Events_without_a_story_say_nothing_and_leave_the_state(UserEvent happened)
    {
        var stop = TestContext.Current.CancellationToken;
        var engine = new BotEngine(Bot());
        var state = (await engine.Run(Requests.Of(new TextEvent("tea")), stop)).State;

        var result = await engine.Run(
            Requests.Of(happened, state, "fr", Requests.Now.AddHours(30)), stop);

        Assert.Empty(result.Replies);
        Assert.Equal(state, result.State);
    }

    public static TheoryData<UserEvent> Signs =>
    [
        new DeliveredEvent(["1"]), new ReadEvent(["1"]), new TypingEvent(),
        new ReactionEvent("1", "👍"), new JoinedEvent(["u"]), new LeftEvent(["u"]),
        new EditedEvent("1", "tea"), new DeletedEvent("1"), new OptInEvent(), new OptOutEvent(),
        new ConversationEndedEvent(), new FeedbackEvent("1"), new LogoutEvent(),
        new UnsupportedEvent("sticker", "{}"),
    ];

    [Fact]
    public async Task A_story_may_hand_over_to_another()
    {
        Assert.Equal(
            ["from here", "tea step= intent=hand"], (await Choose("hand?_step=x")).Texts);
        // The user is in that one now.
        Assert.Equal(["tea step= intent=more"], (await Choose("more")).Texts);
    }

    [Fact]
    public async Task Handing_over_in_a_ring_is_refused()
    {
        var error = await Assert.ThrowsAsync<StoryException>(() => Choose("ring"));
        Assert.Equal("stories switch to each other: ring, ring …", error.Message);
    }

    [Fact]
    public async Task Handing_over_to_a_story_that_is_not_there_is_refused()
    {
        var error = await Assert.ThrowsAsync<StoryException>(() => Choose("lost"));
        Assert.Equal("there is no story 'nowhere' in the bot rules", error.Message);
    }

    [Fact]
    public async Task One_metadata_message_has_the_intent_and_the_story_s_own_values()
    {
        var answer = await Choose("values");

        var metadata = Assert.IsType<MetadataMessage>(answer.Messages[^1]);
        Assert.Single(answer.Messages.OfType<MetadataMessage>());
        Assert.Equal(
            ["INTENT=values", "a=2", "b=3"],
            metadata.Values
                .Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
        Assert.Empty((await user.Say("zzz")).Messages.OfType<MetadataMessage>());
    }

    private Task<Answer> Choose(string payload) => user.Send(ChoicePayload.Parse(payload));

    private static BotDefinition Bot() => BotDefinition.Create("app", "rules")
        .Hello(new Told("hello"))
        .Unknown(new Told("unknown"))
        .Add(new Told("sugar") { Said = "sugar" })
        .Add(new Told("tea")
        {
            Said = "tea",
            Secondary = ["more"],
            Places = [new StoryStep("milk"), new StoryStep("sweet", "sugar")],
            On = [typeof(LoginEvent)],
        })
        .Add(new Told("coffee") { Said = "coffee", On = [typeof(LoginEvent)] })
        .Add(Story.Of("hand", NoSuch, turn =>
        {
            turn.Send("from here");
            turn.SwitchTo("tea");
        }))
        .Add(Story.Of("ring", NoSuch, turn => turn.SwitchTo("ring")))
        .Add(Story.Of("lost", NoSuch, turn => turn.SwitchTo("nowhere")))
        .Add(Story.Of("values", NoSuch, turn =>
        {
            turn.Metadata("a", "1");
            turn.Send("done");
            turn.Metadata("a", "2");
            turn.Metadata("b", "3");
        }))
        .Build();
}
