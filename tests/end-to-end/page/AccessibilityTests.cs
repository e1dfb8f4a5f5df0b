using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TockOrleans.EndToEnd.Tests.Page;

public sealed class AccessibilityTests(Chromium chromium)
    : IClassFixture<Chromium>
{
    private const string Everything = """
        [{"text":"A text with https://a.test/ in it.\nAnd a second line.","actionId":"a1",
          "buttons":[{"type":"postback","title":"First","payload":"p"},
            {"type":"postback","title":"Second","style":"secondary"},
            {"type":"web_url","title":"Site","url":"https://a.test/"},
            {"type":"web_url","title":"Blocked","url":"javascript:alert(1)"}],
          "footnotes":[{"identifier":"1","title":"Book","url":"https://a.test/","content":"c"}]},
         {"image":{"file":{"url":"https://media.test/a.png","name":"a.png","type":"image"},
          "title":"Dawn"}},
         {"card":{"title":"Film","file":{"url":"https://gone.test/a.mp4","name":"a.mp4",
          "type":"video"},"buttons":[]}},
         {"widget":{"type":"Train","data":{"to":"Lyon"}}},
         {"deepLink":{"ref":"https://a.test/"}},
         {"hologram":1},
         {"carousel":{"cards":[CARD,CARD,CARD,CARD,CARD]},
          "buttons":[{"type":"quick_reply","title":"Yes"},
            {"type":"quick_reply","title":"No","style":"secondary"}]}]
        """;

    private const string Card = """
        {"title":"A card","subTitle":"Its subtitle","file":{"url":"https://media.test/a.png",
        "name":"a.png","type":"image","description":"A train"},
        "buttons":[{"type":"postback","title":"Choose","payload":"c"}]}
        """;

    private static readonly string AllKinds =
        Everything.Replace("CARD", Card, StringComparison.Ordinal);

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Axe_has_nothing_to_say(ColorScheme scheme, int width)
    {
        await using var chat = await ChatPage.ShowingAsync(
            chromium, AllKinds, """{"INTENT":"all"}""", options: View(width, scheme));
        await AssertAccessibleAsync(chat.Page);
        foreach (var summary in await chat.Log.Locator("summary").AllAsync())
            await summary.ClickAsync();
        await chat.Page.GetByRole(AriaRole.Button, new() { Name = "Show details" }).ClickAsync();
        await chat.Log.GetByRole(AriaRole.Button, new() { Name = "Good answer" }).ClickAsync();
        await AssertAccessibleAsync(chat.Page);
        chat.Bot.Fails(200, body: "{}").Fails(400).Fails(503, "60");
        await chat.SayAsync("odd");
        await chat.SayAsync("refused");
        await chat.SayAsync("retried");
        await chat.SayAsync("waiting");
        await Expect(chat.UserItems).ToContainTextAsync(
            ["Not sent", "Not sent", "trying again", "Waiting"]);
        await AssertAccessibleAsync(chat.Page);
        await chat.Page.GetByRole(AriaRole.Button, new() { Name = "New conversation" })
            .ClickAsync();
        await AssertAccessibleAsync(chat.Page);
    }

    [Fact]
    public async Task Everything_can_be_done_with_the_keyboard()
    {
        await using var chat = await ChatPage.ShowingAsync(chromium, AllKinds);
        var keyboard = chat.Page.Keyboard;
        await Expect(chat.Input).ToBeFocusedAsync();
        // Backwards from where one writes: Attach, No, Yes, next card, previous card.
        await keyboard.PressAsync("Shift+Tab");
        await keyboard.PressAsync("Shift+Tab");
        await Expect(chat.Page.GetByRole(AriaRole.Button, new() { Name = "No" }))
            .ToBeFocusedAsync();
        await keyboard.PressAsync("Shift+Tab");
        await keyboard.PressAsync("Shift+Tab");
        var next = chat.Page.GetByRole(AriaRole.Button, new() { Name = "Next card" });
        await Expect(next).ToBeFocusedAsync();
        var track = chat.Page.GetByRole(AriaRole.Group, new() { Name = "Cards" });
        Assert.Equal(0, await track.EvaluateAsync<int>("track => track.scrollLeft"));
        await keyboard.PressAsync("Enter");
        await Poll.UntilAsync(
            async () => await track.EvaluateAsync<int>("track => track.scrollLeft") > 100);
        await Expect(chat.Page.GetByRole(AriaRole.Button, new() { Name = "Previous card" }))
            .ToHaveAttributeAsync("aria-disabled", "false");
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Space");
        await Expect(chat.UserItems.Locator(".text")).ToHaveTextAsync(["Yes"]);
        await Expect(chat.Input).ToBeFocusedAsync();
        await keyboard.TypeAsync("typed");
        await keyboard.PressAsync("Enter");
        await Expect(chat.UserItems.Locator(".text")).ToHaveTextAsync(["Yes", "typed"]);
        await Expect(chat.BotItems).ToHaveCountAsync(9);
        await keyboard.PressAsync("Shift+Tab");
        await keyboard.PressAsync("Shift+Tab");
        await Expect(next).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_new_answer_is_announced_and_an_old_transcript_is_not()
    {
        await using var chat = await ChatPage.ShowingAsync(
            chromium, """[{"text":"first"}]""");
        await Expect(chat.Log).ToHaveAttributeAsync("aria-live", "polite");
        // What a screen reader hears: who speaks, then what.
        await Expect(chat.BotItems).ToHaveTextAsync(["Bot: first"], new() { UseInnerText = true });
        await chat.SayAsync("mine");
        await Expect(chat.UserItems).ToHaveTextAsync(["You: mine"], new() { UseInnerText = true });
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(768)]
    [InlineData(1280)]
    public async Task Nothing_runs_out_of_the_window_at_any_width(int width)
    {
        await using var chat = await ChatPage.ShowingAsync(
            chromium, AllKinds, options: View(width, ColorScheme.Light));
        await chat.SayAsync(new string('w', 500));
        await Expect(chat.BotItems).ToHaveCountAsync(8);
        var wide = await chat.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('header *, .item > *, .replies *, form *')]
              .filter(element => !element.closest('.unseen'))
              .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
              .map(element => element.outerHTML.slice(0, 80))
              .concat(document.documentElement.scrollWidth > innerWidth ? ['document'] : [])
            """);
        Assert.Empty(wide);
    }

    private static BrowserNewContextOptions View(int width, ColorScheme scheme) => new()
    {
        Locale = "en-GB",
        ColorScheme = scheme,
        // Contrast is measured on what stands still.
        ReducedMotion = ReducedMotion.Reduce,
        ViewportSize = new ViewportSize { Width = width, Height = 844 },
    };

    private static async Task AssertAccessibleAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(violation =>
            $"{violation.Id}: {violation.Help}; " + string.Join(
                " | ", violation.Nodes.Select(node => node.Html))));
    }
}
