using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TockOrleans.EndToEnd.Tests.Page;

public sealed class HostileMessageTests(Chromium chromium)
    : IClassFixture<Chromium>
{
    private const string Bomb =
        "<img src=x onerror=window.hit=1><script>window.hit=1</script>\\\" onload=\\\"window.hit=1";

    private const string Escaped =
        "&lt;img src=x onerror=window.hit=1&gt;&lt;script&gt;window.hit=1&lt;/script&gt;";

    [Theory]
    [InlineData(Bomb)]
    [InlineData(Escaped)]
    [InlineData("&amp;lt;svg onload=window.hit=1&amp;gt;")]
    [InlineData("https://a.test/\\\"onmouseover=\\\"window.hit=1")]
    [InlineData("javascript:window.hit=1")]
    [InlineData("data:image/svg+xml,<svg onload='window.hit=1'/>")]
    public async Task Nothing_in_a_message_ever_runs(string bomb)
    {
        var pair = $"\"{bomb}\":\"{bomb}\"";
        var button = $$"""
            {"type":"web_url","title":"{{bomb}}","url":"{{bomb}}","imageUrl":"{{bomb}}",
             "target":"{{bomb}}","style":"{{bomb}}"},
            {"type":"postback","title":"{{bomb}}","payload":"{{bomb}}","imageUrl":"{{bomb}}"},
            {"type":"quick_reply","title":"{{bomb}}","imageUrl":"{{bomb}}"}
            """;
        var file = $$"""
            {"url":"{{bomb}}","name":"{{bomb}}","type":"KIND","description":"{{bomb}}"}
            """;
        var cards = string.Join(',', new[] { "image", "audio", "video", "file", "<script>" }.Select(
            kind => $$"""
                {"title":"{{bomb}}","subTitle":"{{bomb}}","file":
                {{file.Replace("KIND", kind, StringComparison.Ordinal)}},"buttons":[{{button}}]}
                """));
        await using var chat = await ChatPage.OpenAsync(
            chromium,
            new ScriptedBot().Says($$"""
                [{"carousel":{"cards":[{{cards}}]},"{{bomb}}":"{{bomb}}"},
                 {"image":{"file":{{file}},"title":"{{bomb}}"},"deepLink":{"ref":"{{bomb}}"} },
                 {"widget":{"type":"{{bomb}}","data":{ {{pair}} } } },
                 {"text":"{{bomb}}","actionId":"{{bomb}}","buttons":[{{button}}],
                  "footnotes":[{"identifier":"{{bomb}}","title":"{{bomb}}","url":"{{bomb}}",
                    "content":"{{bomb}}","metadata":{ {{pair}} } } ]},
                 {"text":"end"}]
                """, "{" + pair + "}"),
            before: "window.hit = 0;");
        await Expect(chat.Log.GetByText("end", new() { Exact = true })).ToBeVisibleAsync();
        await chat.SayAsync("one more round");
        await Expect(chat.BotItems).ToHaveCountAsync(6);
        var found = await chat.Page.EvaluateAsync<string>(
            """
            () => {
              const inLog = selector => document.getElementById('log').querySelectorAll(selector);
              const links = [...document.links].map(link => new URL(link.href).protocol);
              const handlers = [...inLog('*')].flatMap(node => [...node.attributes])
                .filter(attribute => /^on/.test(attribute.name));
              const odd = links.filter(scheme => !/^(https?|mailto|tel):$/.test(scheme));
              return [window.hit, inLog('script,svg[onload],iframe,object,style').length,
                handlers.length, odd.length].join();
            }
            """);
        Assert.Equal("0,0,0,0", found);
    }

    [Fact]
    public async Task What_the_user_writes_is_text_too()
    {
        await using var chat = await ChatPage.OpenAsync(chromium);
        await Expect(chat.BotItems).ToHaveCountAsync(1);
        await chat.SayAsync("<b onclick=alert(1)>&amp; bold</b>");
        await Expect(chat.UserItems.Locator(".text")).ToHaveTextAsync(
            "<b onclick=alert(1)>&amp; bold</b>");
        await Expect(chat.BotItems).ToHaveCountAsync(2);
        Assert.Equal(
            "<b onclick=alert(1)>&amp; bold</b>",
            chat.Bot.Requests[1].GetProperty("query").GetString());
    }
}
