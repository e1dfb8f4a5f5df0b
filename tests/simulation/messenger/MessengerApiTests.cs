using TockOrleans.Simulators;
using TockOrleans.Simulators.Messenger;

namespace TockOrleans.Simulation.Tests;

public sealed class MessengerApiTests
{
    private const string Response = "\"messaging_type\":\"RESPONSE\",";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(""" "message":{"text":"hi"} """, "100")]
    [InlineData(Response + """ "message":{"text":""} """, "100")]
    [InlineData(Response + """ "message":{} """, "100")]
    [InlineData(Response + """ "message":{"text":"a","quick_replies":[]} """, "100")]
    [InlineData(
        Response + """ "message":{"attachment":{"type":"image","payload":{"attachment_id":"1"}}} """,
        "100/2018074")]
    [InlineData(
        Response + """ "message":{"attachment":{"type":"template","payload":{"template_type":"generic","elements":[{"title":"T"}]}}} """,
        "100")]
    [InlineData(
        """ "messaging_type":"MESSAGE_TAG","tag":"ACCOUNT_UPDATE","message":{"text":"a"} """,
        "100/2018390")]
    [InlineData(""" "messaging_type":"UTILITY","message":{"text":"a"} """, "100")]
    [InlineData(
        """ "messaging_type":"UTILITY","message":{"template":{"name":"shipped"}} """, "100")]
    [InlineData(
        """ "messaging_type":"UTILITY","message":{"template":{"name":"sold","language":{"code":"en"}}} """,
        "100")]
    [InlineData(Response + """ "notification_type":"LOUD","message":{"text":"a"} """, "100")]
    [InlineData(Response + """ "persona_id":"1","message":{"text":"a"} """, "100")]
    [InlineData(""" "persona_id":"1","sender_action":"typing_on" """, "100")]
    [InlineData(
        Response + """ "message":{"attachment":{"type":"image","payload":{"url":"data:image/png;base64,iVBORw=="}}} """,
        "100")]
    public async Task What_Meta_does_not_take_is_refused_with_its_code(string body, string error)
    {
        await using var page = await Started();
        Assert.Equal(error, (await page.Send("1", body)).Error());
        Assert.Equal(0, page.Messages.Count);
    }

    [Theory]
    [InlineData(""" {"text":"hi"} """, "hi")]
    [InlineData(
        """ {"attachment":{"type":"template","payload":{"template_type":"button","text":"pick","buttons":[{"type":"postback","title":"A","payload":"a"}]}}} """,
        "pick")]
    [InlineData(
        """ {"attachment":{"type":"image","payload":{"url":"https://a.example/x"}}} """, null)]
    public async Task What_Meta_takes_is_recorded(string message, string? text)
    {
        await using var page = await Started();
        var answer = await page.Send("1", Response + $""" "message":{message} """);
        var taken = Assert.Single(page.Messages.Of("1"));
        Assert.Equal((taken.Id, text), ($"{answer["message_id"]}", taken.Text));
    }

    [Fact]
    public async Task A_day_after_the_user_wrote_only_a_person_or_a_template_may_write()
    {
        const string text = "\"message\":{\"text\":\"hi\"}";
        await using var page = await Started();
        page.Pass("1", TimeSpan.FromHours(25));
        Assert.Equal("10/2018278", (await page.Send("1", Response + text)).Error());
        const string human = "\"messaging_type\":\"MESSAGE_TAG\",\"tag\":\"HUMAN_AGENT\",";
        Assert.Null((await page.Send("1", human + text)).Error());
        page.Pass("1", TimeSpan.FromDays(7));
        Assert.Equal("10/2018278", (await page.Send("1", human + text)).Error());
        Assert.Null((await page.Send(
            "1",
            "\"messaging_type\":\"UTILITY\",\"message\":{\"template\":{"
                + "\"name\":\"shipped\",\"language\":{\"code\":\"en\"}}}"))
            .Error());
        await page.Say("1", "again").Done;
        Assert.Null((await page.Send("1", Response + text)).Error());
    }

    [Fact]
    public async Task A_user_may_be_unknown_or_block_the_page_and_a_token_may_be_void()
    {
        const string text = Response + "\"message\":{\"text\":\"hi\"}";
        await using var page = await Started();
        Assert.Equal("100/2018001", (await page.Send("2", text)).Error());
        page.Block("1");
        Assert.Equal("551/1545041", (await page.Send("1", text)).Error());
        Assert.Equal("190/460", (await page.Post("messages", "{}", "another")).Error());
        page.RevokeToken();
        Assert.Equal("190/460", (await page.Send("1", text)).Error());
    }

    [Fact]
    public async Task A_file_sent_by_its_address_may_be_sent_again_by_its_id()
    {
        await using var page = await Started();
        var first = await page.Send(
            "1",
            Response + """ "message":{"attachment":{"type":"image","payload":{"url":"https://a.example/x","is_reusable":true}}} """);
        var again = await page.Send(
            "1",
            Response + "\"message\":{\"attachment\":{\"type\":\"image\",\"payload\":{"
                + $"\"attachment_id\":\"{first["attachment_id"]}\"}}}}}}");
        Assert.Null(again.Error());
        Assert.Equal(2, page.Messages.Count);
    }

    [Fact]
    public async Task A_file_may_be_uploaded_if_it_is_what_it_is_said_to_be()
    {
        await using var page = await Started();
        var answer = await page.Upload("image", "image/png", [1, 2, 3]);
        Assert.Null((await page.Send(
            "1",
            Response + "\"message\":{\"attachment\":{\"type\":\"image\",\"payload\":{"
                + $"\"attachment_id\":\"{answer["attachment_id"]}\"}}}}}}"))
            .Error());
        var file = Assert.Single(page.Files);
        Assert.Equal(("a.bin", "image/png", 3), (file.Name, file.MimeType, file.Body.Length));
        Assert.Equal("100/2018047", (await page.Upload("audio", "image/png", [1])).Error());
        Assert.Equal("100/2018047", (await page.Upload("file", "text/plain", [])).Error());
        Assert.Equal("100", (await page.Upload("template", "text/plain", [1])).Error());
    }

    [Fact]
    public async Task Personas_are_made_listed_spoken_with_and_taken_away()
    {
        await using var page = await Started();
        Assert.Equal("100", (await page.Post("personas", """{"name":"John"}""")).Error());
        var id = $"{(await page.Post(
            "personas",
            """{"name":"John","profile_picture_url":"https://a.example/j.png"}"""))["id"]}";
        Assert.Equal(
            $$"""{"name":"John","profile_picture_url":"https://a.example/j.png","id":"{{id}}"}""",
            (await page.Get(id)).ToJsonString());
        Assert.Single((await page.Get("me/personas"))["data"]!.AsArray());
        var says = $"{Response}\"persona_id\":\"{id}\",\"message\":{{\"text\":\"hi\"}}";
        Assert.Null((await page.Send("1", says)).Error());
        Assert.Equal("true", $"{(await page.Delete(id))["success"]}".ToLowerInvariant());
        Assert.Equal("100", (await page.Send("1", says)).Error());
    }

    [Fact]
    public async Task The_page_has_a_profile_and_so_have_users_who_agree()
    {
        await using var page = await Started();
        page.AddUser(new("2", "Ada", "Lovelace", "en_GB", 1));
        page.AddUser(new("3") { Consents = false });
        Assert.Equal(
            """{"first_name":"Ada","locale":"en_GB","id":"2"}""",
            (await page.Get("2?fields=first_name,locale")).ToJsonString());
        Assert.Equal("230", (await page.Get("3?fields=first_name")).Error());
        Assert.Equal(
            "100/2018145",
            (await page.Post("messenger_profile", """{"persistent_menu":[]}""")).Error());
        await page.Post("messenger_profile", """{"get_started":{"payload":"GO"}}""");
        Assert.Equal(
            """{"data":[{"get_started":{"payload":"GO"}}]}""",
            (await page.Get("me/messenger_profile?fields=get_started,greeting")).ToJsonString());
    }

    [Fact]
    public async Task Too_many_calls_are_told_when_to_come_back_in_minutes()
    {
        await using var page = await Started();
        page.Faults.Use(new FaultRule(FaultKind.RateLimited) { RetryAfterSeconds = 90 });
        using var http = new HttpClient();
        using var answer = await http.GetAsync(
            new Uri(page.Address, "v26.0/me/subscribed_apps?access_token=EAAsimulated"), Stop);
        Assert.Contains(
            "\"estimated_time_to_regain_access\":1.5",
            answer.Headers.GetValues("X-Business-Use-Case-Usage").Single(),
            StringComparison.Ordinal);
    }

    private static async Task<MessengerSimulator> Started()
    {
        var page = new MessengerSimulator(new()
        {
            Webhook = new Uri("http://127.0.0.1:1/"),
            TimeScale = 0,
            Echoes = false,
            Templates = ["shipped"],
        });
        await page.Start(Stop);
        await page.Say("1", "hi").Done;
        return page;
    }
}
