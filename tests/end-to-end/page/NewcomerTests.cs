using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TockOrleans.EndToEnd.Tests.Page;

/// <summary>The page as the built program serves it, talking with the demo bot.</summary>
[Trait("needs", "silo")]
public sealed class NewcomerTests(Chromium chromium)
    : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_newcomer_talks_with_the_demo_bot_kills_it_and_goes_on()
    {
        await using var silo = await SiloProcess.Started();
        await using var context = await chromium.Browser.NewContextAsync(
            new BrowserNewContextOptions { Locale = "en-GB" });
        var breaches = Watch(context);
        var page = await context.NewPageAsync();
        await page.GotoAsync(silo.BaseAddress.AbsoluteUri);
        var log = page.GetByRole(AriaRole.Log);
        var fromBot = log.Locator(".item.bot");
        var fromUser = log.Locator(".item.user");
        var status = page.GetByRole(AriaRole.Status);

        await Expect(fromBot).Not.ToHaveCountAsync(0);
        await Expect(fromUser).ToHaveCountAsync(0);
        await Say("tell me about Lyon station");
        var picture = log.GetByRole(AriaRole.Img, new() { Name = "Lyon" });
        await Expect(picture).ToBeVisibleAsync();
        Assert.True(await picture.EvaluateAsync<bool>("image => image.naturalWidth > 0"));
        await Expect(status).ToHaveTextAsync("demo bot, ready");
        await Expect(log.Locator(".item").Last).ToHaveClassAsync("item bot");
        var before = await fromBot.CountAsync();

        silo.Kill();
        await Say("are you still there?");
        await Expect(fromUser.Last).ToContainTextAsync("Not sent yet, trying again…");
        await Say("I wait");
        await Expect(fromUser.Last).ToContainTextAsync("Waiting…");
        Assert.Equal(before, await fromBot.CountAsync());

        await silo.Start();
        await page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Expect(status).ToHaveTextAsync("demo bot, ready");
        await Expect(log.GetByText("Not sent")).ToHaveCountAsync(0);
        await Expect(log.GetByText("Waiting…")).ToHaveCountAsync(0);
        await Expect(fromUser.Locator(".text")).ToHaveTextAsync(
            ["tell me about Lyon station", "are you still there?", "I wait"]);
        await Expect(log.Locator(".item").Last).ToHaveClassAsync("item bot");

        // A reload shows the same talk, and it goes on.
        var said = await log.Locator(".text").AllTextContentsAsync();
        await page.ReloadAsync();
        await Expect(log.Locator(".text")).ToHaveTextAsync(said);
        await Say("good");
        await Expect(fromUser).ToHaveCountAsync(4);
        await Expect(log.Locator(".item").Last).ToHaveClassAsync("item bot");
        Assert.Empty(breaches);

        Task Say(string text) => SayOn(page, text);
    }

    // What the page's own policy or its scripts complain about.
    private static ConcurrentQueue<string> Watch(IBrowserContext context)
    {
        var breaches = new ConcurrentQueue<string>();
        context.Console += (_, line) =>
        {
            if (line.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                breaches.Enqueue(line.Text);
        };
        context.WebError += (_, error) => breaches.Enqueue(error.Error);
        return breaches;
    }

    private static async Task SayOn(IPage page, string text)
    {
        var input = page.GetByRole(AriaRole.Textbox);
        await input.FillAsync(text);
        await input.PressAsync("Enter");
    }
}
