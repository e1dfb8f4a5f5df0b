using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TockOrleans.EndToEnd.Tests.Page;

public sealed class DeliveryTests(Chromium chromium)
    : IClassFixture<Chromium>
{
    [Fact]
    public async Task The_bot_is_greeted_once_and_unseen()
    {
        await using var chat = await ChatPage.OpenAsync(chromium);
        await Expect(chat.BotItems).ToContainTextAsync(["turn 1"]);
        await Expect(chat.UserItems).ToHaveCountAsync(0);
        await chat.Page.ReloadAsync();
        await Expect(chat.BotItems).ToContainTextAsync(["turn 1"]);
        await chat.SayAsync("next");
        await Expect(chat.BotItems).ToContainTextAsync(["turn 1", "turn 2"]);
        Assert.Equal(2, chat.Bot.Requests.Count);
        var hello = chat.Bot.Requests[0];
        Assert.Equal("hello", hello.GetProperty("query").GetString());
        Assert.Equal("en", hello.GetProperty("locale").GetString());
        Assert.True(Guid.TryParse(hello.GetProperty("userId").GetString(), out _));
        Assert.True(Guid.TryParse(hello.GetProperty("eventId").GetString(), out _));
        Assert.Equal(["/io/app/demo/web", "/io/app/demo/web"], chat.Bot.Paths);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task A_message_refused_for_now_is_sent_again_as_it_was(int status)
    {
        await using var chat = await ChatPage.OpenAsync(chromium);
        await Expect(chat.BotItems).ToHaveCountAsync(1);
        chat.Bot.Fails(status).Fails(status);
        await chat.SayAsync("keep me");
        await Expect(chat.UserItems).ToContainTextAsync(["Not sent yet, trying again…"]);
        await Expect(chat.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Trying again…");
        await Expect(chat.BotItems).ToContainTextAsync(["turn 1", "turn 2"]);
        await Expect(chat.UserItems).ToHaveCountAsync(1);
        await Expect(chat.UserItems).Not.ToContainTextAsync(["Not sent"]);
        await Expect(chat.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("demo bot, ready");
        Assert.Equal(4, chat.Bot.Bodies.Count);
        Assert.Single(chat.Bot.Bodies.Skip(1).Distinct());
    }

    [Fact]
    public async Task A_lost_answer_is_fetched_again_and_shown_once()
    {
        await using var chat = await ChatPage.OpenAsync(chromium);
        await Expect(chat.BotItems).ToHaveCountAsync(1);
        chat.Bot.Fails(chat.Bot.TakeAndLoseAsync);
        await chat.SayAsync("once");
        await Expect(chat.BotItems).ToContainTextAsync(["turn 1", "turn 2"]);
        await chat.SayAsync("and on");
        await Expect(chat.BotItems).ToContainTextAsync(["turn 1", "turn 2", "turn 3"]);
        Assert.Equal(4, chat.Bot.Bodies.Count);
        Assert.Equal(3, chat.Bot.Bodies.Distinct().Count());
    }

    [Fact]
    public async Task Retry_After_is_waited_for_unless_the_user_will_not()
    {
        await using var chat = await ChatPage.OpenAsync(chromium);
        await Expect(chat.BotItems).ToHaveCountAsync(1);
        await chat.Page.Clock.InstallAsync();
        chat.Bot.Fails(429, "30").Fails(503, "40");
        await chat.SayAsync("patience");
        await Expect(chat.UserItems).ToContainTextAsync(["trying again"]);
        await chat.Page.Clock.RunForAsync(29_000);
        Assert.Equal(2, chat.Bot.Requests.Count);
        await chat.Page.Clock.RunForAsync(2_000);
        await Poll.UntilAsync(() => chat.Bot.Requests.Count == 3);
        await chat.Page.GetByRole(AriaRole.Button, new() { Name = "Try now" }).ClickAsync();
        await Expect(chat.BotItems).ToHaveCountAsync(2);
        Assert.Equal(4, chat.Bot.Requests.Count);
    }

    [Fact]
    public async Task Messages_leave_one_after_another_and_answers_stand_under_their_questions()
    {
        await using var chat = await ChatPage.OpenAsync(chromium);
        await Expect(chat.BotItems).ToHaveCountAsync(1);
        chat.Bot.Gate = new TaskCompletionSource();
        await chat.SayAsync("first");
        await chat.SayAsync("second");
        await chat.SayAsync("third");
        await Expect(chat.UserItems).ToContainTextAsync(["first", "Waiting…", "Waiting…"]);
        await Expect(chat.Page.GetByRole(AriaRole.Status))
            .ToHaveTextAsync("demo bot is answering…");
        await Expect(chat.Page.Locator(".typing")).ToBeVisibleAsync();
        chat.Bot.Gate.SetResult();
        await Expect(chat.Log.Locator(".text")).ToHaveTextAsync(
            ["turn 1", "first", "turn 2", "second", "turn 3", "third", "turn 4"]);
        await Expect(chat.Page.Locator(".typing")).ToBeHiddenAsync();
        Assert.Equal(1, chat.Bot.InFlightMost);
    }

    [Fact]
    public async Task A_reload_in_the_middle_loses_and_doubles_nothing()
    {
        await using var chat = await ChatPage.OpenAsync(chromium);
        await Expect(chat.BotItems).ToHaveCountAsync(1);
        for (var fault = 0; fault < 3; fault++)
            chat.Bot.Fails(chat.Bot.TakeAndLoseAsync);
        await chat.SayAsync("before");
        await chat.SayAsync("waiting");
        await Expect(chat.UserItems).ToContainTextAsync(["trying again", "Waiting…"]);
        await chat.Page.ReloadAsync();
        await Expect(chat.Log.Locator(".text")).ToHaveTextAsync(
            ["turn 1", "before", "turn 2", "waiting", "turn 3"]);
        Assert.Equal(3, chat.Bot.Bodies.Distinct().Count());
    }

    [Fact]
    public async Task A_refusal_is_shown_with_its_reason_and_holds_nobody_up()
    {
        await using var chat = await ChatPage.OpenAsync(chromium);
        await Expect(chat.BotItems).ToHaveCountAsync(1);
        chat.Bot.Fails(400, body: """{"responses":[],"metadata":{},"error":"'query' is <odd>"}""");
        await chat.SayAsync("no");
        await chat.SayAsync("yes");
        await Expect(chat.UserItems.First)
            .ToContainTextAsync("Not sent: the server refused it (400): 'query' is <odd>");
        await Expect(chat.BotItems).ToHaveCountAsync(2);
        await chat.Page.ReloadAsync();
        await chat.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(chat.Log.Locator(".text")).ToHaveTextAsync(
            ["turn 1", "yes", "turn 2", "no", "turn 3"]);
        Assert.Equal(chat.Bot.Bodies[1], chat.Bot.Bodies[3]);
    }

    [Theory]
    [InlineData(404, "no such page", "the server refused it (404)")]
    [InlineData(500, "", "the server refused it (500)")]
    [InlineData(200, "<html>", "not Tock’s format")]
    [InlineData(200, "{}", "not Tock’s format")]
    [InlineData(200, "null", "not Tock’s format")]
    public async Task A_greeting_that_fails_says_so_and_can_be_tried_again(
        int status, string body, string reason)
    {
        var bot = new ScriptedBot().Fails(status, body: body);
        await using var chat = await ChatPage.OpenAsync(chromium, bot);
        await Expect(chat.Log).ToContainTextAsync("The bot could not be reached: ");
        await Expect(chat.Log).ToContainTextAsync(reason);
        await chat.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(chat.Log.Locator(".text")).ToHaveTextAsync(["turn 1"]);
        Assert.Single(bot.Bodies.Distinct());
    }

    [Fact]
    public async Task A_vote_that_is_refused_is_taken_back_and_told()
    {
        await using var chat = await ChatPage.ShowingAsync(
            chromium, """[{"text":"rated","actionId":"a1"}]""");
        chat.Bot.Fails(400);
        var good = chat.Log.GetByRole(AriaRole.Button, new() { Name = "Good answer" });
        await good.ClickAsync();
        await Expect(chat.Log).ToContainTextAsync(
            "Your opinion was not sent: the server refused it (400)");
        await Expect(good).ToHaveAttributeAsync("aria-pressed", "false");
    }

    /// <summary>On plain http there are no locks: both tabs may send, the id decides.</summary>
    [Theory]
    [InlineData(ChatPage.Address, 1)]
    [InlineData("http://page.test/", 2)]
    public async Task Two_tabs_share_one_conversation_and_double_nothing(
        string address, int inFlightMost)
    {
        await using var chat = await ChatPage.OpenAsync(chromium, address: address);
        await Expect(chat.BotItems).ToHaveCountAsync(1);
        var tab = await chat.OpenTabAsync();
        chat.Bot.Gate = new TaskCompletionSource();
        await chat.SayAsync("from the first");
        await Expect(tab.UserItems).ToHaveCountAsync(1);
        await tab.SayAsync("from the second");
        await Expect(chat.UserItems).ToHaveCountAsync(2);
        chat.Bot.Gate.SetResult();
        foreach (var each in (ChatPage[])[chat, tab])
            await Expect(each.Log.Locator(".text")).ToHaveTextAsync(
                ["turn 1", "from the first", "turn 2", "from the second", "turn 3"]);
        Assert.Equal(3, chat.Bot.Bodies.Distinct().Count());
        Assert.Equal(inFlightMost, chat.Bot.InFlightMost);
        Assert.Single(chat.Bot.Requests.Select(User).Distinct());
    }

    private static string User(JsonElement request) => request.GetProperty("userId").GetString()!;
}
