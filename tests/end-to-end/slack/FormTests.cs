using System.Text.Json.Nodes;
using TockOrleans.Simulators;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.EndToEnd.Tests.Slack;

/// <summary>What a bot of one's own does with Slack; each test is a user of its own.</summary>
public sealed class FormTests(FormTalk talk) : IClassFixture<FormTalk>, IDisposable
{
    private const string Ordered = "soup at 12:00 from shop 7";

    private readonly SlackSimulator slack = talk.Slack;

    [Fact]
    public async Task A_command_opens_a_form_and_the_story_gets_what_was_entered()
    {
        slack.Command("ada", "/order");
        var view = await Opened();
        Assert.Equal("Order", $"{slack.View(view)!["title"]!["text"]}");

        var sent = await slack.SubmitView("ada", view, Entered()).Done;
        Assert.True(sent.IsAcknowledged);
        await Hears("ada", Ordered);
        Assert.Empty(slack.OpenViews);
    }

    [Fact]
    public async Task A_button_in_a_thread_opens_a_form_and_the_answer_stands_in_the_thread()
    {
        slack.AddChannel("C1");
        var asked = slack.SayIn("C1", "bob", "<@U0SIMULATED> hello");
        await Poll.UntilAsync(() => slack.Messages.Of("C1").Count == 1);
        slack.Press("bob", "C1", slack.Messages.Of("C1")[0].Id, 0);

        slack.SubmitView("bob", await Opened(), Entered());
        await Poll.UntilAsync(() => slack.Messages.Of("C1").Count == 2);
        var answer = slack.Messages.Of("C1")[1];
        Assert.Equal((Ordered, asked.Ts), (answer.Text, answer.Thread));
    }

    [Fact]
    public async Task A_form_that_is_closed_is_told_to_the_bot()
    {
        slack.Command("cleo", "/order");
        slack.CloseView("cleo", await Opened());
        await Hears("cleo", "Perhaps tomorrow.");
    }

    [Fact]
    public async Task A_form_whose_answer_is_lost_opened_and_nothing_else_is_said()
    {
        // The second call opens the form and nobody learns it; the third asks.
        slack.Faults.Use(new FaultRule(FaultKind.AnswerLost) { Every = 2, Method = "views.open" });
        slack.Command("dora", "/order");
        await slack.SubmitView("dora", await Opened(), Entered()).Done;
        await Hears("dora", Ordered);
        slack.Command("dora", "/order");
        await slack.SubmitView("dora", await Opened(), Entered()).Done;
        await Hears("dora", Ordered, Ordered);
    }

    [Fact]
    public async Task A_form_that_comes_too_late_is_answered_for_where_only_the_user_sees_it()
    {
        slack.Faults.Use(new FaultRule(FaultKind.Rejected)
        {
            Error = "expired_trigger_id",
            Method = "views.open",
        });
        slack.AddChannel("C2");
        slack.Command("eve", "/order", channel: "C2");
        await Poll.UntilAsync(() => slack.Messages.Of("C2").Count == 1);
        Assert.Equal([FormBot.TooLate], slack.Messages.Texts("C2"));
        Assert.True(slack.IsHidden("C2", slack.Messages.Of("C2")[0].Id));
    }

    [Fact]
    public async Task A_file_of_the_bots_own_is_in_the_conversation_and_one_that_is_gone_is_a_link()
    {
        slack.Say("fay", "menu");
        await Hears("fay", "The menu");
        var channel = slack.DirectChannel("fay");
        var shown = slack.Show(channel, slack.Messages.Of(channel)[0].Id)!;
        var file = Assert.Single(shown["files"]!.AsArray())!;
        Assert.Equal(
            ("menu.pdf", "application/pdf", FormTalk.Menu.Length),
            ($"{file["name"]}", $"{file["mimetype"]}", file["size"]!.GetValue<int>()));

        slack.Say("fay", "lost");
        await Hears("fay", "The menu", new Uri(talk.Files, "lost.pdf").ToString());
    }

    [Fact]
    public async Task A_story_learns_what_the_user_looks_at_beside_the_conversation()
    {
        var assistant = slack.StartAssistant("gil");
        await Hears("gil", "What will it be?");
        slack.LookAt("gil", assistant, "C7");
        await Hears("gil", "What will it be?", "You are in C7.");
        Assert.All(
            slack.Messages.Of(assistant.Channel),
            message => Assert.Equal(assistant.Ts, message.Thread));
    }

    public void Dispose() => slack.Faults.Clear();

    private async Task<string> Opened()
    {
        await Poll.UntilAsync(() => slack.OpenViews.Count == 1);
        return slack.OpenViews.Single();
    }

    private async Task Hears(string user, params string[] texts)
    {
        var channel = slack.DirectChannel(user);
        await Poll.UntilAsync(() => slack.Messages.Texts(channel).Count >= texts.Length);
        Assert.Equal(texts, slack.Messages.Texts(channel));
    }

    private static JsonObject Entered() => new()
    {
        ["what"] = new JsonObject
        {
            ["dish"] = new JsonObject { ["type"] = "plain_text_input", ["value"] = "soup" },
        },
        ["when"] = new JsonObject
        {
            ["time"] = new JsonObject
            {
                ["type"] = "static_select",
                ["selected_option"] = new JsonObject { ["value"] = "12:00" },
            },
        },
    };
}
