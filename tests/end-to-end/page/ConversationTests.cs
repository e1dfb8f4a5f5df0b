using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TockOrleans.EndToEnd.Tests.Page;

public sealed class ConversationTests(Chromium chromium)
    : IClassFixture<Chromium>
{
    private const string Key = "tock.chat /io/app/demo/web";

    [Fact]
    public async Task A_new_conversation_is_another_user_and_greets_again()
    {
        await using var chat = await ChatPage.OpenAsync(chromium);
        await Expect(chat.BotItems).ToHaveCountAsync(1);
        await chat.SayAsync("old");
        await Expect(chat.BotItems).ToHaveCountAsync(2);
        var renew = chat.Page.GetByRole(AriaRole.Button, new() { Name = "New conversation" });
        await renew.ClickAsync();
        await chat.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(chat.BotItems).ToHaveCountAsync(2);
        await renew.ClickAsync();
        await chat.Page.GetByRole(AriaRole.Button, new() { Name = "Start again" }).ClickAsync();
        await Expect(chat.Log.Locator(".text")).ToHaveTextAsync(["turn 3"]);
        await Expect(chat.Input).ToBeFocusedAsync();
        var users = chat.Bot.Requests.Select(
            request => request.GetProperty("userId").GetString()).ToList();
        Assert.Equal(users[0], users[1]);
        Assert.NotEqual(users[0], users[2]);
        Assert.Equal("hello", chat.Bot.Requests[2].GetProperty("query").GetString());
    }

    [Fact]
    public async Task A_new_conversation_does_not_wait_for_the_old_one()
    {
        await using var chat = await ChatPage.OpenAsync(chromium);
        await Expect(chat.BotItems).ToHaveCountAsync(1);
        chat.Bot.Fails(503, "60");
        await chat.SayAsync("stuck");
        await Expect(chat.UserItems).ToContainTextAsync(["trying again"]);
        await chat.Page.GetByRole(AriaRole.Button, new() { Name = "New conversation" })
            .ClickAsync();
        await chat.Page.GetByRole(AriaRole.Button, new() { Name = "Start again" }).ClickAsync();
        await Expect(chat.Log.Locator(".text")).ToHaveTextAsync(["turn 2"]);
        Assert.Equal(3, chat.Bot.Requests.Count);
    }

    [Theory]
    [InlineData("?endpoint=/io/app/echo/web", "/io/app/echo/web", "echo bot, ready")]
    [InlineData("?endpoint=/io/app/echo/web/", "/io/app/echo/web", "echo bot, ready")]
    [InlineData("?endpoint=https://evil.test/io/a/b/c", "/io/app/demo/web", "demo bot, ready")]
    [InlineData("?endpoint=//evil.test/io/a/b/c", "/io/app/demo/web", "demo bot, ready")]
    [InlineData("?endpoint=/io/../admin/api", "/io/app/demo/web", "demo bot, ready")]
    [InlineData("?endpoint=/admin/api", "/io/app/demo/web", "demo bot, ready")]
    [InlineData("?endpoint=/io/%5C..%5C..%5Cadmin", "/io/app/demo/web", "demo bot, ready")]
    public async Task Another_bot_of_this_server_can_be_chosen_and_nothing_else(
        string query, string path, string status)
    {
        await using var chat = await ChatPage.OpenAsync(
            chromium, address: ChatPage.Address + query);
        await Expect(chat.BotItems).ToHaveCountAsync(1);
        Assert.Equal([path], chat.Bot.Paths);
        await Expect(chat.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync(status);
    }

    [Fact]
    public async Task French_is_spoken_by_the_page_and_sent_to_the_bot()
    {
        await using var chat = await ChatPage.OpenAsync(
            chromium, options: new BrowserNewContextOptions { Locale = "fr-CA" });
        await Expect(chat.BotItems).ToHaveCountAsync(1);
        await Expect(chat.Page.Locator("html")).ToHaveAttributeAsync("lang", "fr");
        await Expect(chat.Input).ToHaveAttributeAsync("placeholder", "Écrivez un message…");
        await chat.Page.GetByLabel("Langue").SelectOptionAsync("en");
        await Expect(chat.Input).ToHaveAttributeAsync("placeholder", "Write a message…");
        await chat.Page.ReloadAsync();
        await chat.SayAsync("now English");
        await Expect(chat.BotItems).ToHaveCountAsync(2);
        await Expect(chat.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.Equal(
            ["bonjour fr", "now English en"],
            chat.Bot.Requests.Select(request =>
                $"{request.GetProperty("query")} {request.GetProperty("locale")}"));
    }

    [Fact]
    public async Task Enter_sends_shift_enter_breaks_the_line_and_nothing_is_not_sent()
    {
        await using var chat = await ChatPage.OpenAsync(chromium);
        await Expect(chat.BotItems).ToHaveCountAsync(1);
        await chat.SayAsync("   ");
        await chat.Input.FillAsync("one");
        await chat.Input.PressAsync("Shift+Enter");
        await chat.Input.PressSequentiallyAsync("two");
        await chat.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(chat.BotItems).ToHaveCountAsync(2);
        Assert.Equal("one\ntwo", chat.Bot.Requests[1].GetProperty("query").GetString());
        Assert.Equal(2, chat.Bot.Requests.Count);
        await Expect(chat.Input).ToHaveValueAsync("");
    }

    [Fact]
    public async Task The_transcript_is_bounded_and_the_oldest_goes_first()
    {
        var items = string.Join(',', Enumerable.Range(0, 250).Select(number =>
            string.Create(CultureInfo.InvariantCulture, $$$"""
                {"id":"{{{number}}}","who":"bot","at":0,"message":{"text":"old {{{number}}}"}}
                """)));
        var state = $$"""{"version":1,"user":"u","outbox":[],"items":[{{items}}]}""";
        await using var chat = await ChatPage.OpenAsync(
            chromium,
            before: $"localStorage['{Key}'] ??= {JsonSerializer.Serialize(state)}");
        await chat.SayAsync("new");
        await Expect(chat.BotItems.Last).ToContainTextAsync("turn 1");
        await Expect(chat.Log.Locator(".text")).ToHaveCountAsync(200);
        await chat.SayAsync("newer");
        await Expect(chat.BotItems.Last).ToContainTextAsync("turn 2");
        await Expect(chat.Log.Locator(".text")).ToHaveCountAsync(200);
        await Expect(chat.Log.GetByText("old 249")).ToBeVisibleAsync();
        await Expect(chat.Log.GetByText("old 54", new() { Exact = true })).ToHaveCountAsync(1);
        await Expect(chat.Log.GetByText("old 53", new() { Exact = true })).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("Storage.prototype.setItem = () => { throw new Error('full'); };")]
    [InlineData("Storage.prototype.getItem = () => { throw new Error('off'); };")]
    [InlineData("Object.defineProperty(window, 'localStorage', { get() { throw Error('no'); } });")]
    [InlineData("localStorage['tock.chat /io/app/demo/web'] ??= '{';")]
    [InlineData("localStorage['tock.chat /io/app/demo/web'] ??= '{\"version\":1,\"items\":7}';")]
    public async Task The_page_talks_even_where_nothing_can_be_stored(string trouble)
    {
        await using var chat = await ChatPage.OpenAsync(chromium, before: trouble);
        await Expect(chat.BotItems).ToHaveCountAsync(1);
        await chat.SayAsync("still");
        await Expect(chat.Log.Locator(".text")).ToHaveTextAsync(["turn 1", "still", "turn 2"]);
        Assert.Single(chat.Bot.Requests.Select(request =>
            request.GetProperty("userId").GetString()).Distinct());
    }

    [Fact]
    public async Task The_page_works_on_plain_http_where_browsers_offer_less()
    {
        await using var chat = await ChatPage.OpenAsync(chromium, address: "http://page.test/");
        Assert.False(await chat.Page.EvaluateAsync<bool>("isSecureContext"));
        await Expect(chat.BotItems).ToHaveCountAsync(1);
        chat.Bot.Fails(503);
        await chat.SayAsync("hello");
        await Expect(chat.BotItems).ToHaveCountAsync(2);
        Assert.All(chat.Bot.Requests, request =>
            Assert.True(Guid.TryParse(request.GetProperty("eventId").GetString(), out _)));
    }
}
