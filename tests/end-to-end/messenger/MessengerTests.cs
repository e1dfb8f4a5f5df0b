using System.Globalization;
using System.Text.Json.Nodes;
using TockOrleans.EndToEnd.Tests.Admin;
using TockOrleans.Simulators;
using TockOrleans.Simulators.Messenger;

namespace TockOrleans.EndToEnd.Tests.Messenger;

public sealed class MessengerTests(ITestOutputHelper output)
{
    // Users who write at once had better wait than be refused: repeats take their time.
    private const string Patient = "--Tock:Ingress:EventsMin=1000";
    private const string OurOwn =
        """{"kind":"media","media":{"url":"data:image/png;base64,iVBORw==","name":"pass.png"}}""";

    private const int Events = 1_000;
    private const int Users = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_bot_answers_on_a_page_whatever_the_text_has_in_it()
    {
        await using var talk = await MessengerTalk.Start();
        var page = talk.Page;
        Assert.True(await page.VerifyUrl(stop: Stop));
        Assert.False(await page.VerifyUrl("another word", Stop));
        page.Say("ada", "café / 🎉");
        await page.Messages.WaitFor("ada", 1, Patience, Stop);
        page.Choose("ada", "Red", "_nlp?_nlp=red");
        await page.Messages.WaitFor("ada", 2, Patience, Stop);
        await page.Webhook.Idle(Stop);
        Assert.Equal(["turn 1 café / 🎉", "turn 2 red"], talk.Heard("ada"));
        Assert.All(page.Webhook.Deliveries, delivery => Assert.True(delivery.IsAcknowledged));
    }

    [Fact]
    public async Task What_Meta_did_not_sign_reaches_nobody()
    {
        await using var talk = await MessengerTalk.Start();
        await using var forger = new MessengerSimulator(new MessengerOptions
        {
            SigningSecret = "another secret",
            TimeScale = 0,
        });
        forger.Webhook.Url = talk.Page.Webhook.Url;
        Assert.Equal(401, (await forger.Say("ada", "hello").Done).LastStatus);
        // An hour of refusals takes the app off the page.
        Assert.Null(forger.Subscribed);
        using var bare = await talk.Silo.Client.PostAsync(
            talk.Page.Webhook.Url, new StringContent("{}"), Stop);
        Assert.Equal(401, (int)bare.StatusCode);
        talk.Page.Say("bob", "hello");
        await talk.Page.Messages.WaitFor("bob", 1, Patience, Stop);
        Assert.Single(talk.Page.Messages.Of());
    }

    [Fact]
    public async Task A_thousand_events_of_300_users_with_3_bad_ones_are_997_turns_in_order()
    {
        await using var talk = await MessengerTalk.Start();
        var random = new Random(1);
        var begun = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var batch = Enumerable.Range(0, Events).Select(index =>
        {
            var said = talk.Page.Said(Name(index), $"text {Turn(index)}");
            said["timestamp"] = begun + index;
            return said;
        }).ToArray();
        batch[100]["message"]!.AsObject().Remove("mid");
        batch[500].Remove("sender");
        batch[900]["sender"]!["id"] = "../../etc";
        // Meta promises no order.
        random.Shuffle(batch);

        var delivery = await talk.Page.Batch(batch).Done;
        await talk.Page.Messages.WaitFor(null, Events - 3, Patience, Stop);

        Assert.True(delivery.IsAcknowledged);
        foreach (var user in Enumerable.Range(0, Users))
            Assert.Equal(
                Enumerable.Range(0, Events)
                    .Where(index => index % Users == user && index is not (100 or 500 or 900))
                    .Select((index, turn) => $"turn {turn + 1} text {Turn(index)}"),
                talk.Heard(Name(user)));
        output.WriteLine(
            $"acknowledged after {delivery.Latency!.Value.TotalMilliseconds:F0} ms");
    }

    [Fact]
    public async Task A_batch_that_comes_three_times_is_answered_once()
    {
        await using var talk = await MessengerTalk.Start();
        talk.Page.Webhook.Noise = new WebhookNoise { Twins = 1, Duplicates = 1 };
        var batch = Enumerable.Range(0, Users)
            .Select(user => talk.Page.Said(Name(user), "hi")).ToArray();

        var delivery = await talk.Page.Batch(batch).Done;
        await talk.Page.Messages.WaitFor(null, Users, Patience, Stop);
        await talk.Page.Webhook.Idle(Stop);

        Assert.InRange(delivery.Requests, 3, int.MaxValue);
        Assert.All(
            Enumerable.Range(0, Users),
            user => Assert.Equal(["turn 1 hi"], talk.Heard(Name(user))));
    }

    [Fact]
    public async Task A_lost_answer_is_settled_by_the_echo_and_nothing_comes_twice()
    {
        const int some = 50;
        await using var talk = await MessengerTalk.Start(Patient);
        talk.Page.Faults.Use(new FaultRule(FaultKind.AnswerLost)
        {
            Method = "messages",
            Every = 3,
        });
        foreach (var user in Enumerable.Range(0, some))
            talk.Page.Say(Name(user), "one");
        await talk.Page.Messages.WaitFor(null, some, Patience, Stop);
        // The next reply leaves only when the fate of the one before is known.
        foreach (var user in Enumerable.Range(0, some))
            talk.Page.Say(Name(user), "two");
        await talk.Page.Messages.WaitFor(null, 2 * some, Patience, Stop);
        await talk.Page.Webhook.Idle(Stop);

        Assert.All(
            Enumerable.Range(0, some),
            user => Assert.Equal(["turn 1 one", "turn 2 two"], talk.Heard(Name(user))));
    }

    [Fact]
    public async Task Where_a_person_answers_the_bot_is_silent_until_it_gets_the_conversation_back()
    {
        await using var talk = await MessengerTalk.Start();
        var page = talk.Page;
        page.Say("ada", "hello");
        await page.Messages.WaitFor("ada", 1, Patience, Stop);
        await page.Webhook.Idle(Stop);

        await page.AnswerAsPerson("ada", "I am a person").Done;
        await page.Say("ada", "thank you").Done;
        await page.HandBack("ada", "done").Done;
        await page.Say("ada", "and now?").Done;
        await page.Messages.WaitFor("ada", 2, Patience, Stop);
        await page.Webhook.Idle(Stop);

        Assert.Equal(["turn 1 hello", "turn 2 and now?"], talk.Heard("ada"));
    }

    [Fact]
    public async Task A_desk_speaks_as_a_persona_sends_a_file_of_its_own_and_a_template_any_time()
    {
        await using var talk = await FourChannels.Start();
        var page = talk.Page;
        var persona = page.AddPersona("John Z.");
        page.Say("ada", "hello");
        await page.Messages.WaitFor("ada", 1, Patience, Stop);
        page.AddUser(new MessengerUser("bob"));

        Assert.Equal("queued", await Desk(talk, "ada", $$"""
            {"kind":"text","text":"I am John","options":{"messenger.persona_id":"{{persona}}",
                "messenger.notification_type":"NO_PUSH"} },
            {{OurOwn}}, {{OurOwn}}
            """));
        await page.Messages.WaitFor("ada", 4, Patience, Stop);
        // Bob never wrote: only a template reaches him.
        Assert.Equal("outsideWindow", await Desk(talk, "bob", """{"kind":"text","text":"Hi"}"""));
        Assert.Equal("queued", await Desk(talk, "bob", """
            {"kind":"native","connector":"messenger","tag":"UTILITY",
             "json":"{\"template\":{\"name\":\"shipped\",\"language\":{\"code\":\"en\"}}}"}
            """, "UTILITY"));
        await page.Messages.WaitFor("bob", 1, Patience, Stop);

        var said = page.Messages.Of("ada").Skip(1).Select(Sent).ToArray();
        Assert.Equal(
            (persona, "NO_PUSH"), ($"{said[0]["persona_id"]}", $"{said[0]["notification_type"]}"));
        var file = Assert.Single(page.Files);
        Assert.Equal(
            ("pass.png", "image/png", 4), (file.Name, file.MimeType, file.Body.Length));
        Assert.Single(said[1..].Select(one =>
            $"{one["message"]!["attachment"]!["payload"]!["attachment_id"]}").Distinct());
        var template = Sent(Assert.Single(page.Messages.Of("bob")));
        Assert.Equal(
            ("UTILITY", "shipped"),
            ($"{template["messaging_type"]}", $"{template["message"]!["template"]!["name"]}"));
    }

    [Fact]
    public async Task The_app_is_put_on_the_page_again_and_the_greeting_is_set()
    {
        await using var talk = await MessengerTalk.Start(
            "--Tock:Endpoints:0:settings:greeting=Good day");
        talk.Page.TakeOffPage();
        await Poll.UntilAsync(
            () => Task.FromResult(talk.Page.Subscribed?.Contains("message_echoes") == true
                && talk.Page.Profile().Count > 0),
            Patience);
        Assert.Equal(
            """{"get_started":{"payload":"GET_STARTED"},"greeting":[{"locale":"default","text":"Good day"}]}""",
            talk.Page.Profile().ToJsonString());
        await Poll.UntilAsync(() => Task.FromResult(
            talk.Silo.Output.Contains("subscribed, profile set", StringComparison.Ordinal)));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static JsonNode Sent(RecordedMessage message) => JsonNode.Parse(message.Body!)!;

    // Says messages to a user; what became of it.
    private static async Task<string?> Desk(
        FourChannels talk, string user, string messages, string? tag = null)
    {
        var rule = tag is null ? "" : $"\"tag\":\"{tag}\",";
        var order = $$"""
            {"endpoint":"app/echo/messenger","users":["1906385232743451:{{user}}"],
             {{rule}} "messages":[{{messages}}]}
            """;
        var (status, answer) = await talk.Ask("POST", "messages", order);
        Assert.True(status == System.Net.HttpStatusCode.OK, $"{answer}");
        return answer.GetProperty("users")[0].GetProperty("status").GetString();
    }

    private static string Name(int index) =>
        $"user-{(index % Users).ToString(CultureInfo.InvariantCulture)}";

    private static string Turn(int index) =>
        ((index / Users) + 1).ToString(CultureInfo.InvariantCulture);
}
