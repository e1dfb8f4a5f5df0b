using System.Net.Http.Json;
using System.Text.RegularExpressions;
using TockOrleans.EndToEnd.Tests.Page;
using TockOrleans.EndToEnd.Tests.Streams;
using static Microsoft.Playwright.Assertions;

namespace TockOrleans.EndToEnd.Tests.Kit;

/// <summary>
/// Tock's React kit, unmodified, in a browser: whatever it sends is understood, and whatever the
/// bot says is shown, once.
/// </summary>
public sealed class KitTests(Chromium chromium, KitTalk talk)
    : IClassFixture<Chromium>, IClassFixture<KitTalk>
{
    [Theory]
    [InlineData("web", false, false)]
    [InlineData("web", true, false)]
    [InlineData("off", false, false)]
    [InlineData("shop", false, true)]
    [InlineData("shop", true, true)]
    [InlineData("cookie", false, false)]
    public async Task Each_kind_of_message_is_shown_once(
        string endpoint, bool withoutStream, bool elsewhere)
    {
        await using var kit = await Open(endpoint, elsewhere, Options(withoutStream));
        await kit.Shows("welcome");
        await kit.Say("anything");
        await kit.Shows("heard anything");
        await kit.Say("html");
        await kit.Shows("5 < 6 & <i>7</i>");
        await kit.Say("three");
        foreach (var text in new[] { "first", "second", "third" })
            await kit.Shows(text);
        await kit.Say("postback");
        await kit.Shows("a button");
        await kit.Button("Press").ClickAsync();
        await kit.Shows("chosen button");
        await Replies(kit);
        await Pictures(kit);
        // Nothing of it came again in the meantime, over the other way.
        foreach (var text in new[] { "welcome", "heard anything", "first", "third", "which" })
            await kit.Shows(text, text == "which" ? 2 : 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_referral_is_answered(bool withoutStream)
    {
        await using var kit = await KitPage.Open(
            chromium, talk.Address, talk.Endpoint("web"), "campaign 7",
            $$"""{"disableSse":{{(withoutStream ? "true" : "false")}}}""");
        await kit.Shows("from campaign 7");
    }

    [Fact]
    public async Task Two_tabs_of_a_browser_show_each_answer_once()
    {
        await using var kit = await Open("web", elsewhere: false, Options(withoutStream: false));
        await kit.Shows("welcome");
        await using var tab = await kit.OpenTab();
        await tab.Shows("welcome");
        await kit.Shows("welcome", 2);
        await tab.Say("three");
        foreach (var text in new[] { "first", "second", "third" })
        {
            await tab.Shows(text);
            await kit.Shows(text);
        }
    }

    [Fact]
    public async Task A_cookie_is_the_user_where_the_page_is_of_the_same_origin_alone()
    {
        await using var kit = await Open("cookie", elsewhere: false, Options(false));
        await kit.Shows("welcome");
        var cookie = Assert.Single(await kit.Page.Context.CookiesAsync());
        Assert.Equal("tock_user_id", cookie.Name);
        await using var other = await KitPage.Open(
            chromium, talk.Elsewhere, talk.Endpoint("cookie"), options: "{}");
        // It takes input once it knows that it gets no stream.
        await Expect(other.Page.Locator("form input")).ToBeEnabledAsync();
        Assert.Empty(await other.Page.Context.CookiesAsync());
    }

    [Fact]
    public async Task Through_kill_minus_nine_what_the_bot_says_is_shown_once()
    {
        const string Key = "an-admin-key-for-tests";
        await using var silo = await SiloProcess.Started(
            $"--Tock:Admin:Key={Key}",
            "--Tock:Endpoints:0:namespace=app", "--Tock:Endpoints:0:bot=echo",
            "--Tock:Endpoints:0:id=web", "--Tock:Endpoints:0:type=web",
            "--Tock:Endpoints:0:settings:identity=open");
        await using var kit = await KitPage.Open(
            chromium, silo.BaseAddress, new(silo.BaseAddress, "/io/app/echo/web"),
            options: Options(false));
        await kit.Shows("turn 1 hello");
        var user = await kit.Page.EvaluateAsync<string>(
            "() => JSON.parse(localStorage.getItem('userId'))");
        silo.Kill();
        await silo.Start();
        await Tell("while it was away");
        await kit.Shows("while it was away");
        await kit.Say("again");
        await kit.Shows("turn 2 again");
        silo.Kill();
        await silo.Start();
        await kit.Say("and again");
        await kit.Shows("turn 3 and again");
        await Tell("good bye");
        await kit.Shows("good bye");
        foreach (var text in new[] { "turn 1 hello", "while it was away", "turn 2 again" })
            await kit.Shows(text);

        async Task Tell(string text)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/api/messages")
            {
                Content = JsonContent.Create(new
                {
                    endpoint = "app/echo/web",
                    users = new[] { user },
                    id = text,
                    messages = new[] { new { kind = "text", text } },
                }),
            };
            request.Headers.Authorization = new("Bearer", Key);
            using var answer = await silo.Client.SendAsync(
                request, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_others_see_grow_is_shown_as_one_message(bool withoutStream)
    {
        // So many that it still grows when the silo has heard of the one who asks.
        var words = "grow " + string.Join(' ', Enumerable.Range(1, 20));
        await using var silo = await SiloProcess.Started();
        await using var kit = await KitPage.Open(
            chromium, silo.BaseAddress, new(silo.BaseAddress, "/io/app/echo/web"),
            options: Options(withoutStream));
        await kit.Shows("turn 1 hello");
        var user = await kit.Page.EvaluateAsync<string>(
            "() => JSON.parse(localStorage.getItem('userId'))");
        await using var asking = await new EventStream(() => new(
            silo.BaseAddress, $"/io/app/echo/web/sse?userId={user}&growing=true")).Open();
        await kit.Say(words);
        await kit.Shows($"turn 2 {words}");
        await Poll.UntilAsync(() => asking.Texts.Contains($"turn 2 {words}"));
        Assert.True(asking.Growing.Distinct().Count() > 1, "nobody saw it grow");
        await kit.Say("after it");
        await kit.Shows("turn 3 after it");
        await Expect(kit.Page.GetByText(new Regex("^turn 2"))).ToHaveCountAsync(1);
    }

    private static async Task Replies(KitPage kit)
    {
        await kit.Say("replies");
        await kit.Shows("which");
        await kit.Button("With payload").ClickAsync();
        await kit.Shows("chosen reply");
        await kit.Say("replies");
        await kit.Shows("which", 2);
        await kit.Button("With words").ClickAsync();
        await kit.Shows("heard the words");
    }

    private static async Task Pictures(KitPage kit)
    {
        await kit.Say("card");
        await kit.Shows("one card");
        await kit.Button("Take").ClickAsync();
        await kit.Shows("chosen one card");
        await kit.Say("carousel");
        await kit.Shows("left card");
        await kit.Shows("right card");
        await kit.Say("image");
        await Expect(kit.Page.GetByAltText("a picture")).ToHaveCountAsync(1);
        await kit.Say("widget");
        await Expect(kit.Page.Locator("pre")).ToContainTextAsync("\"to\":\"Lyon\"");
        await Expect(kit.Page.Locator("pre")).ToHaveCountAsync(1);
    }

    private static string Options(bool withoutStream) => withoutStream
        ? """{"openingMessage":"hello","disableSse":true}"""
        : """{"openingMessage":"hello"}""";

    private Task<KitPage> Open(string endpoint, bool elsewhere, string options) => KitPage.Open(
        chromium, elsewhere ? talk.Elsewhere : talk.Address, talk.Endpoint(endpoint),
        options: options);
}
