using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TockOrleans.EndToEnd.Tests.Page;

public sealed class MessageKindTests(Chromium chromium)
    : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_text_keeps_its_lines_and_its_characters()
    {
        await using var chat = await ChatPage.ShowingAsync(chromium, """
            [{"text":"a &lt;b&gt; &amp;amp; &quot;c&quot; &#39;d&#39; &eacute;\nsecond line"}]
            """);
        var text = chat.BotItems.Locator(".text");
        Assert.Equal(
            "a <b> &amp; \"c\" 'd' &eacute;\nsecond line", await text.TextContentAsync());
        Assert.Equal(2, await text.EvaluateAsync<int>(
            """
            text => Math.round((text.clientHeight - parseFloat(getComputedStyle(text).paddingTop)
                * 2) / parseFloat(getComputedStyle(text).lineHeight))
            """));
    }

    [Fact]
    public async Task Markdown_is_shown_by_what_it_means()
    {
        await using var chat = await ChatPage.ShowingAsync(chromium, """
            [{"text":"<h1>Trains</h1><p>To <strong>Lyon</strong> at <em>noon</em> &amp; on</p>\n
            """ + """
            <ul><li>one</li></ul><table><tbody><tr><td>a</td></tr></tbody></table><p><a href=
            """ + """
            \"https://a.test/x\">here https://b.test</a> <a href=\"javascript:x()\">there</a>
            """ + """
             <img src=\"https://media.test/p.png\" alt=\"a train\"><img src=\"/own\" alt=\"own\">
            """ + """
            </p>"},{"text":"<p>a form</p><form><input></form>"},
            {"text":"<p onclick=\"x()\">a click</p>"}]
            """);
        var text = chat.BotItems.First.Locator(".text");
        await Expect(text.Locator("strong")).ToHaveTextAsync(["Trains", "Lyon"]);
        await Expect(text.Locator("li")).ToHaveTextAsync(["one"]);
        await Expect(text.Locator("td")).ToHaveTextAsync(["a"]);
        await Expect(text).ToContainTextAsync("at noon & on");
        var link = text.GetByRole(AriaRole.Link);
        await Expect(link).ToHaveCountAsync(1);
        await Expect(link).ToHaveAttributeAsync("href", "https://a.test/x");
        await Expect(link).ToHaveAttributeAsync("rel", "noopener noreferrer");
        await Expect(text).ToContainTextAsync("there");
        await Expect(text.GetByRole(AriaRole.Img)).ToHaveCountAsync(1);
        await Expect(text).ToContainTextAsync("own");
        // What is not known is shown as it is written.
        await Expect(chat.BotItems.Nth(1).Locator(".text")).ToHaveTextAsync(
            "<p>a form</p><form><input></form>");
        await Expect(chat.BotItems.Nth(2).Locator(".text")).ToHaveTextAsync(
            "<p onclick=\"x()\">a click</p>");
    }

    [Fact]
    public async Task Addresses_in_a_text_are_links()
    {
        await using var chat = await ChatPage.ShowingAsync(chromium, """
            [{"text":"See https://a.test/x?y=1&amp;z=2. (Or http://b.test/), not javascript:a(1)"}]
            """);
        var links = chat.BotItems.GetByRole(AriaRole.Link);
        await Expect(links).ToHaveCountAsync(2);
        await Expect(links.Nth(0)).ToHaveAttributeAsync("href", "https://a.test/x?y=1&z=2");
        await Expect(links.Nth(0)).ToHaveTextAsync("https://a.test/x?y=1&z=2");
        await Expect(links.Nth(1)).ToHaveAttributeAsync("href", "http://b.test/");
        await Expect(links.Nth(1)).ToHaveAttributeAsync("rel", "noopener noreferrer");
        await Expect(chat.BotItems.Locator(".text")).ToHaveTextAsync(
            "See https://a.test/x?y=1&z=2. (Or http://b.test/), not javascript:a(1)");
    }

    [Fact]
    public async Task Quick_replies_belong_to_the_last_message_and_send_what_they_mean()
    {
        var bot = new ScriptedBot()
            .Says("""
                [{"text":"first","buttons":[{"type":"quick_reply","title":"Old"}]},
                 {"text":"second","buttons":[
                   {"clazz":"quick_reply","type":"quick_reply","title":"Plain"},
                   {"clazz":"quick_reply","title":"Meant","nlpText":"please do"},
                   {"type":"quick_reply","title":"Exact","payload":"go?a=1","nlpText":"no"}]}]
                """)
            .Says("""[{"text":"x","buttons":[{"type":"quick_reply","title":"Again"}]}]""")
            .Says("""
                [{"text":"y","buttons":[{"type":"quick_reply","title":"Exact","payload":"p"}]}]
                """)
            .Says("""[{"text":"done"}]""");
        await using var chat = await ChatPage.OpenAsync(chromium, bot);
        var replies = chat.Page.GetByRole(
            AriaRole.Group, new PageGetByRoleOptions { Name = "Suggested answers" });
        await Expect(replies.GetByRole(AriaRole.Button)).ToHaveTextAsync(
            ["Plain", "Meant", "Exact"]);
        await replies.GetByText("Meant").ClickAsync();
        await Expect(replies.GetByRole(AriaRole.Button)).ToHaveTextAsync(["Again"]);
        await Expect(chat.Input).ToBeFocusedAsync();
        await replies.GetByText("Again").ClickAsync();
        await replies.GetByText("Exact").ClickAsync();
        await Expect(chat.BotItems.Last).ToContainTextAsync("done");
        await Expect(replies).ToBeHiddenAsync();
        await Expect(chat.UserItems.Locator(".text")).ToHaveTextAsync(["Meant", "Again", "Exact"]);
        var sent = bot.Requests;
        Assert.Equal("please do", sent[1].GetProperty("query").GetString());
        Assert.Equal("Again", sent[2].GetProperty("query").GetString());
        Assert.Equal("p", sent[3].GetProperty("payload").GetString());
        Assert.False(sent[3].TryGetProperty("query", out _));
    }

    [Fact]
    public async Task Postback_buttons_send_their_payload_or_their_title_and_keep_working()
    {
        await using var chat = await ChatPage.ShowingAsync(chromium, """
            [{"text":"choose","buttons":[
              {"clazz":"postback_button","title":"Book","payload":"book?seat=4%26"},
              {"clazz":"postback_button","type":"postback","title":"Talk","style":"secondary"}]}]
            """);
        await chat.Log.GetByRole(AriaRole.Button, new() { Name = "Talk" }).ClickAsync();
        await Expect(chat.BotItems).ToHaveCountAsync(2);
        await chat.Log.GetByRole(AriaRole.Button, new() { Name = "Book" }).ClickAsync();
        await Expect(chat.BotItems).ToHaveCountAsync(3);
        Assert.Equal("Talk", chat.Bot.Requests[1].GetProperty("query").GetString());
        Assert.Equal("book?seat=4%26", chat.Bot.Requests[2].GetProperty("payload").GetString());
        await Expect(chat.UserItems.Locator(".text")).ToHaveTextAsync(["Talk", "Book"]);
    }

    [Fact]
    public async Task Url_buttons_open_web_mail_and_telephone_links_alone()
    {
        await using var chat = await ChatPage.ShowingAsync(chromium, """
            [{"text":"links","buttons":[
              {"type":"web_url","title":"Web","url":"https://a.test/"},
              {"type":"web_url","title":"Same","url":"http://a.test/","target":"_top"},
              {"type":"web_url","title":"Odd","url":"https://a.test/","target":"evil"},
              {"type":"web_url","title":"Mail","url":"mailto:a@a.test"},
              {"type":"web_url","title":"Call","url":"tel:+331234"},
              {"type":"web_url","title":"Script","url":" JavaScript:alert(1)"},
              {"type":"web_url","title":"Data","url":"data:text/html,x"},
              {"type":"web_url","title":"File","url":"file:///etc/passwd"}]}]
            """);
        var links = chat.BotItems.GetByRole(AriaRole.Link);
        await Expect(links).ToHaveTextAsync(["Web", "Same", "Odd", "Mail", "Call"]);
        var targets = await links.EvaluateAllAsync<string[]>(
            "all => all.map(link => link.target + ' ' + link.rel)");
        Assert.Equal(
            ["_blank noopener noreferrer", "_top noopener noreferrer",
             "_blank noopener noreferrer", "_blank noopener noreferrer",
             "_blank noopener noreferrer"],
            targets);
        var blocked = chat.BotItems.Locator(".blocked");
        await Expect(blocked).ToHaveCountAsync(3);
        await Expect(blocked.Nth(0)).ToContainTextAsync("Script");
        await Expect(blocked.Nth(0)).ToContainTextAsync("JavaScript:alert(1)");
    }

    [Fact]
    public async Task A_card_shows_its_title_subtitle_picture_and_buttons()
    {
        await using var chat = await ChatPage.ShowingAsync(chromium, """
            [{"card":{"title":"A &lt;1&gt;","subTitle":"Line 1\nLine 2 &amp; more",
              "file":{"url":"https://media.test/a.png","name":"a.png","type":"image",
                "description":"A train"},
              "buttons":[{"type":"postback","title":"Take it","payload":"take"},
                {"type":"web_url","title":"More","url":"https://a.test/"}]}}]
            """);
        var card = chat.BotItems.GetByRole(AriaRole.Article);
        await Expect(card.GetByRole(AriaRole.Heading)).ToHaveTextAsync("A <1>");
        await Expect(card.GetByText("Line 2 & more")).ToBeVisibleAsync();
        await Expect(card.GetByRole(AriaRole.Img, new() { Name = "A train" })).ToBeVisibleAsync();
        await Expect(card.GetByRole(AriaRole.Link)).ToHaveTextAsync("More");
        await card.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(chat.BotItems).ToHaveCountAsync(2);
        Assert.Equal("take", chat.Bot.Requests[1].GetProperty("payload").GetString());
    }

    [Fact]
    public async Task Files_that_are_no_pictures_are_players_and_links()
    {
        await using var chat = await ChatPage.ShowingAsync(chromium, """
            [{"card":{"title":"Paper","file":{"url":"https://media.test/a.pdf","name":"a.pdf",
                "type":"file"},"buttons":[]}},
             {"card":{"title":"Bad","file":{"url":"javascript:alert(1)","name":"b.pdf",
                "type":"file"},"buttons":[]}},
             {"card":{"title":"Song","file":{"url":"https://gone.test/a.mp3","name":"a.mp3",
                "type":"audio"},"buttons":[]}},
             {"card":{"title":"Film","file":{"url":"https://gone.test/a.mp4","name":"a.mp4",
                "type":"video"},"buttons":[]}}]
            """);
        var paper = chat.BotItems.Nth(0).GetByRole(AriaRole.Link);
        await Expect(paper).ToHaveAttributeAsync("href", "https://media.test/a.pdf");
        await Expect(chat.BotItems.Nth(1).GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
        await Expect(chat.BotItems.Nth(1).Locator(".blocked")).ToContainTextAsync("b.pdf");
        // What cannot be played is a link in its place.
        await Expect(chat.BotItems.Nth(2).GetByRole(AriaRole.Link)).ToHaveTextAsync("a.mp3");
        await Expect(chat.BotItems.Nth(3).GetByRole(AriaRole.Link)).ToHaveTextAsync("a.mp4");
    }

    [Fact]
    public async Task An_image_has_its_title_and_its_description()
    {
        const string Drawing = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' "
            + "viewBox='0 0 9 9' width='9' height='9'/%3E";
        await using var chat = await ChatPage.ShowingAsync(chromium, $$$"""
            [{"image":{"file":{"url":"https://media.test/a.png","name":"a.png","type":"image",
                "description":"Mountains"},"title":"Dawn"}},
             {"image":{"file":{"url":"https://media.test/b.png","name":"b.png","type":"image"},
                "title":"Dusk"}},
             {"image":{"file":{"url":"https://gone.test/c.png","name":"c.png","type":"image"},
                "title":"Lost"}},
             {"image":{"file":{"url":"{{{Drawing}}}","name":"d.svg","type":"image"},
                "title":"Drawn"}},
             {"image":{"file":{"url":"data:image/png;base64,AAAA","name":"e.png","type":"image"},
                "title":"Broken"}}]
            """);
        await Expect(chat.Log.GetByRole(AriaRole.Img, new() { Name = "Mountains" }))
            .ToBeVisibleAsync();
        await Expect(chat.BotItems.Nth(0).Locator("figcaption")).ToHaveTextAsync("Dawn");
        await Expect(chat.Log.GetByRole(AriaRole.Img, new() { Name = "Dusk" })).ToBeVisibleAsync();
        await Expect(chat.BotItems.Nth(2).GetByRole(AriaRole.Link, new() { Name = "Lost" }))
            .ToHaveAttributeAsync("href", "https://gone.test/c.png");
        var drawn = chat.Log.GetByRole(AriaRole.Img, new() { Name = "Drawn" });
        await Expect(drawn).ToBeVisibleAsync();
        Assert.Equal(9, await drawn.EvaluateAsync<int>("picture => picture.naturalWidth"));
        await Expect(chat.BotItems.Nth(4)).ToContainTextAsync("Broken");
        await Expect(chat.BotItems.Nth(4).GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_widget_footnotes_a_deep_link_and_metadata_are_shown()
    {
        await using var chat = await ChatPage.ShowingAsync(chromium, """
            [{"widget":{"type":"TrainCard","data":{"to":"Lyon"}}},
             {"deepLink":{"ref":"app://tickets/1"}},
             {"text":"sourced","footnotes":[
               {"identifier":"1","title":"The book","url":"https://a.test/","content":"a &lt; b"},
               {"identifier":"2","title":"No address","url":"javascript:alert(1)","score":0.5}]}]
            """, """{"INTENT":"menu","other":"value"}""");
        await chat.Log.GetByText("Widget TrainCard").ClickAsync();
        await Expect(chat.Log.Locator("pre").First).ToHaveTextAsync("{\n  \"to\": \"Lyon\"\n}");
        await Expect(chat.BotItems.Nth(1)).ToContainTextAsync("app://tickets/1");
        await Expect(chat.BotItems.Nth(1).GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
        await chat.Log.GetByText("Sources (2)").ClickAsync();
        var notes = chat.Log.GetByRole(AriaRole.Listitem);
        await Expect(notes.Nth(0).GetByRole(AriaRole.Link)).ToHaveTextAsync("The book");
        await Expect(notes.Nth(0)).ToContainTextAsync("a < b");
        await Expect(notes.Nth(1)).ToHaveTextAsync("No address");
        await Expect(chat.Log.GetByText("INTENT menu")).ToBeHiddenAsync();
        await chat.Page.GetByRole(AriaRole.Button, new() { Name = "Show details" }).ClickAsync();
        await Expect(chat.Log.GetByText("INTENT menu · other value")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("""{"type":"WebMessage","version":"1","hologram":{"x":17}}""", "17")]
    [InlineData("""{"type":"WebMessage","version":"1"}""", "WebMessage")]
    [InlineData("""{"text":18}""", "18")]
    [InlineData("""{"text":"known","beside":19}""", "19")]
    [InlineData("""{"card":"twenty"}""", "twenty")]
    [InlineData("""{"carousel":{"cards":[21]}}""", "21")]
    [InlineData("""{"buttons":[{"type":"lever","weight":22}]}""", "22")]
    [InlineData("""{"footnotes":[23]}""", "23")]
    [InlineData("24", "24")]
    [InlineData("null", "null")]
    [InlineData("""["twenty-five"]""", "twenty-five")]
    public async Task Whatever_the_page_does_not_know_is_shown_as_data(string message, string sign)
    {
        await using var chat = await ChatPage.ShowingAsync(chromium, $"[{message}]");
        await Expect(chat.Log.Locator("pre").First).ToContainTextAsync(sign);
        await chat.SayAsync("go on");
        await Expect(chat.BotItems).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_vote_is_sent_and_can_be_changed_and_taken_back()
    {
        await using var chat = await ChatPage.ShowingAsync(
            chromium, """[{"text":"rated","actionId":"a1"},{"text":"unrated"}]""");
        var good = chat.Log.GetByRole(AriaRole.Button, new() { Name = "Good answer" });
        var bad = chat.Log.GetByRole(AriaRole.Button, new() { Name = "Bad answer" });
        await Expect(good).ToHaveCountAsync(1);
        await good.ClickAsync();
        await Expect(good).ToHaveAttributeAsync("aria-pressed", "true");
        await bad.ClickAsync();
        await Expect(good).ToHaveAttributeAsync("aria-pressed", "false");
        await bad.ClickAsync();
        await Expect(bad).ToHaveAttributeAsync("aria-pressed", "false");
        await chat.SayAsync("go on");
        await Expect(chat.BotItems).ToHaveCountAsync(3);
        var votes = chat.Bot.Requests.Where(request => request.TryGetProperty("feedback", out _))
            .Select(request => request.GetProperty("feedback").GetRawText());
        Assert.Equal(
            ["""{"actionId":"a1","vote":"UP"}""", """{"actionId":"a1","vote":"DOWN"}""",
             """{"actionId":"a1","vote":null}"""],
            votes);
        Assert.Equal(5, chat.Bot.Requests.Select(Id).Distinct().Count());
    }

    private static string Id(JsonElement request) => request.GetProperty("eventId").GetString()!;
}
