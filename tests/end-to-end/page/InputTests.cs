using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TockOrleans.EndToEnd.Tests.Page;

/// <summary>What a user sends besides words, and how they like the page.</summary>
public sealed class InputTests(Chromium chromium)
    : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_file_is_sent_once_and_shown_by_its_name()
    {
        await using var chat = await ChatPage.ShowingAsync(chromium, """[{"text":"hi"}]""");
        chat.Bot.Fails(chat.Bot.TakeAndLoseAsync);
        await Choose(chat, "note.txt", "text/plain", "hello"u8.ToArray());
        await Expect(chat.UserItems.Locator(".text")).ToHaveTextAsync(["📎 note.txt"]);
        await Expect(chat.BotItems).ToHaveCountAsync(2);
        var file = chat.Bot.Requests[^1].GetProperty("file");
        Assert.Equal("note.txt", file.GetProperty("name").GetString());
        Assert.Equal("data:text/plain;base64,aGVsbG8=", file.GetProperty("url").GetString());
        Assert.Single(chat.Bot.Bodies.Skip(1).Distinct());
    }

    [Fact]
    public async Task A_large_picture_is_made_smaller_and_another_large_file_is_refused()
    {
        await using var chat = await ChatPage.ShowingAsync(chromium, """[{"text":"hi"}]""");
        // Noise, which no format makes small.
        var bytes = Convert.FromBase64String(await chat.Page.EvaluateAsync<string>(
            """
            async () => {
              const canvas = new OffscreenCanvas(900, 900);
              const context = canvas.getContext('2d');
              const image = context.createImageData(900, 900);
              let seed = 1;
              for (let at = 0; at < image.data.length; at++)
                image.data[at] = at % 4 === 3 ? 255 : (seed = seed * 48271 % 2147483647) & 255;
              context.putImageData(image, 0, 0);
              const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
              let text = '';
              for (const byte of bytes) text += String.fromCharCode(byte);
              return btoa(text);
            }
            """));
        Assert.True(bytes.Length > 1_000_000);
        await Choose(chat, "noise.png", "image/png", bytes);
        await Expect(chat.BotItems).ToHaveCountAsync(2);
        var url = chat.Bot.Requests[^1].GetProperty("file").GetProperty("url").GetString()!;
        Assert.StartsWith("data:image/jpeg;base64,", url, StringComparison.Ordinal);
        Assert.InRange(url.Length, 1_000, 400_100);
        await Choose(chat, "big.bin", "application/octet-stream", new byte[300_001]);
        await Expect(chat.Log).ToContainTextAsync("big.bin is too large: 300 kB at the most");
        await Choose(chat, "broken.png", "image/png", new byte[300_001]);
        await Expect(chat.Log).ToContainTextAsync("broken.png is too large");
        Assert.Equal(2, chat.Bot.Requests.Count);
    }

    [Fact]
    public async Task The_place_is_sent_where_the_browser_tells_it_and_else_the_user_is_told()
    {
        await using var chat = await ChatPage.ShowingAsync(
            chromium,
            """[{"text":"hi"}]""",
            options: new BrowserNewContextOptions
            {
                Locale = "en-GB",
                Geolocation = new Geolocation { Latitude = 48.85f, Longitude = 2.35f },
                Permissions = ["geolocation"],
            });
        await Open(chat);
        await chat.Page.GetByRole(AriaRole.Button, new() { Name = "My location" })
            .ClickAsync();
        await Expect(chat.UserItems.Locator(".text")).ToHaveTextAsync(["📍 My location"]);
        await Expect(chat.BotItems).ToHaveCountAsync(2);
        var place = chat.Bot.Requests[^1].GetProperty("location");
        Assert.Equal(48.85, place.GetProperty("latitude").GetDouble(), 3);
        Assert.Equal(2.35, place.GetProperty("longitude").GetDouble(), 3);
        await chat.Page.Context.ClearPermissionsAsync();
        await Open(chat);
        await chat.Page.GetByRole(AriaRole.Button, new() { Name = "My location" })
            .ClickAsync();
        await Expect(chat.Log).ToContainTextAsync("It is not known where you are");
        Assert.Equal(2, chat.Bot.Requests.Count);
    }

    [Fact]
    public async Task The_choice_opens_and_closes_by_the_keyboard()
    {
        await using var chat = await ChatPage.ShowingAsync(chromium, """[{"text":"hi"}]""");
        var more = chat.Page.GetByRole(AriaRole.Button, new() { Name = "Attach" });
        await more.FocusAsync();
        await chat.Page.Keyboard.PressAsync("Enter");
        await Expect(more).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(chat.Page.GetByRole(AriaRole.Button, new() { Name = "A file" }))
            .ToBeFocusedAsync();
        await chat.Page.Keyboard.PressAsync("Escape");
        await Expect(more).ToBeFocusedAsync();
        await Expect(more).ToHaveAttributeAsync("aria-expanded", "false");
    }

    [Fact]
    public async Task Light_and_dark_can_be_chosen_and_stay()
    {
        await using var chat = await ChatPage.ShowingAsync(
            chromium,
            """[{"text":"hi"}]""",
            options: new BrowserNewContextOptions
            {
                Locale = "en-GB",
                ColorScheme = ColorScheme.Light,
            });
        const string Panel =
            "() => getComputedStyle(document.querySelector('.app')).backgroundColor";
        var light = await chat.Page.EvaluateAsync<string>(Panel);
        await chat.Page.GetByRole(AriaRole.Button, new() { Name = "Colours as the system" })
            .ClickAsync();
        await chat.Page.GetByRole(AriaRole.Button, new() { Name = "Light colours" }).ClickAsync();
        await Expect(chat.Page.GetByRole(AriaRole.Button, new() { Name = "Dark colours" }))
            .ToBeVisibleAsync();
        var dark = await chat.Page.EvaluateAsync<string>(Panel);
        Assert.NotEqual(light, dark);
        await chat.Page.ReloadAsync();
        Assert.Equal(dark, await chat.Page.EvaluateAsync<string>(Panel));
    }

    [Theory]
    [InlineData("%23ffcc00", "rgb(255, 204, 0)", "rgb(0, 0, 0)")]
    [InlineData("%23103050", "rgb(16, 48, 80)", "rgb(255, 255, 255)")]
    [InlineData("red;background:url(x)", "rgb(36, 87, 214)", "rgb(255, 255, 255)")]
    public async Task The_colour_of_a_site_is_taken_and_what_stands_on_it_can_be_read(
        string color, string back, string ink)
    {
        await using var chat = await ChatPage.OpenAsync(
            chromium,
            address: $"{ChatPage.Address}?color={color}&title=Shop&theme=light&locale=de");
        await Expect(chat.BotItems).ToHaveCountAsync(1);
        await Expect(chat.Page.GetByRole(AriaRole.Heading, new() { Name = "Shop" }))
            .ToBeVisibleAsync();
        await Expect(chat.Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        var send = chat.Page.GetByRole(AriaRole.Button, new() { Name = "Senden" });
        Assert.Equal(
            [back, ink],
            await send.EvaluateAsync<string[]>(
                """
                button => [getComputedStyle(button).backgroundColor,
                  getComputedStyle(button).color]
                """));
    }

    [Fact]
    public async Task A_token_proves_who_the_user_is_and_does_not_stay_in_the_address()
    {
        await using var chat = await ChatPage.OpenAsync(
            chromium, address: $"{ChatPage.Address}#token=tock.YWRh.1.x");
        await Expect(chat.BotItems).ToHaveCountAsync(1);
        Assert.Equal(["Bearer tock.YWRh.1.x"], chat.Bot.Authorizations);
        Assert.Equal(ChatPage.Address, chat.Page.Url);
        // Another person at the same browser sees nothing of it.
        await chat.Page.GotoAsync("about:blank");
        await chat.Page.GotoAsync($"{ChatPage.Address}#token=tock.Ym9i.1.x");
        await Expect(chat.Log.Locator(".text")).ToHaveTextAsync(["turn 2"]);
    }

    private static async Task Open(ChatPage chat) => await chat.Page
        .GetByRole(AriaRole.Button, new() { Name = "Attach" }).ClickAsync();

    private static async Task Choose(ChatPage chat, string name, string type, byte[] body)
    {
        await Open(chat);
        var chooser = await chat.Page.RunAndWaitForFileChooserAsync(() => chat.Page
            .GetByRole(AriaRole.Button, new() { Name = "A file" }).ClickAsync());
        await chooser.SetFilesAsync(
            new FilePayload { Name = name, MimeType = type, Buffer = body });
    }
}
