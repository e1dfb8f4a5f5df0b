using System.Globalization;
using TockOrleans.Simulators;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.EndToEnd.Tests.Slack;

public sealed class SlackTests(ITestOutputHelper output)
{
    // Slack brings an event four times and no more: in a burst it had better wait than be refused.
    private const string Patient = "--Tock:Ingress:EventsMin=1000";
    private const int Sessions = 2_000;
    private const int Texts = 5;
    // https://docs.slack.dev/apis/events-api/#responding
    private static readonly TimeSpan SlackWaits = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_bot_answers_in_direct_messages_threads_and_to_commands()
    {
        await using var talk = await SlackTalk.Start();
        var slack = talk.Slack;
        Assert.True(await slack.VerifyUrl());
        Assert.True((await slack.ProbeSsl().Done).IsAcknowledged);
        slack.Say("ada", "hello");
        await Poll.UntilAsync(() => talk.Heard("ada").Count == 1);
        Assert.Equal(["turn 1 hello"], talk.Heard("ada"));

        // The mention comes twice, as message and as app_mention: one turn, in the thread it opens.
        slack.AddChannel("C1");
        var sent = slack.SayIn("C1", "ada", "<@U0SIMULATED> hi");
        await Poll.UntilAsync(() => slack.Messages.Of("C1").Count == 1);
        await slack.Webhook.Idle(Stop);
        var answer = Assert.Single(slack.Messages.Of("C1"));
        Assert.Equal(("turn 1 hi", sent.Ts), (answer.Text, answer.Thread));

        slack.Command("ada", "/echo", "quick", "C1");
        await Poll.UntilAsync(() => slack.Messages.Of().Any(one => one.Text == "turn 1 quick"));
        // A reply may be there before the acknowledgement is.
        await slack.Webhook.Idle(Stop);
        Assert.All(slack.Webhook.Deliveries, delivery => Assert.True(delivery.IsAcknowledged));
    }

    [Fact]
    public async Task What_is_not_signed_now_and_by_Slack_reaches_nobody()
    {
        await using var talk = await SlackTalk.Start();
        await using var forger = new SlackSimulator(new SlackOptions
        {
            SigningSecret = "another secret",
            TimeScale = 0.001,
        });
        forger.Webhook.Url = talk.Slack.Webhook.Url;
        var forged = await forger.Say("ada", "hello").Delivery.Done;
        Assert.Equal(401, forged.LastStatus);
        using var bare = await talk.Silo.Client.PostAsync(
            talk.Slack.Webhook.Url, new StringContent("{}"), Stop);
        Assert.Equal(401, (int)bare.StatusCode);
        talk.Slack.Say("bob", "hello");
        await Poll.UntilAsync(() => talk.Heard("bob").Count == 1);
        Assert.Single(talk.Slack.Messages.Of());
        Assert.Contains("was rejected", talk.Silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_thousand_users_say_five_things_each_the_next_after_the_acknowledgement()
    {
        await using var talk = await SlackTalk.Start(Patient);
        await Task.WhenAll(Enumerable.Range(0, Sessions).Select(user => Task.Run(async () =>
        {
            for (var text = 1; text <= Texts; text++)
                while (!(await talk.Slack.Say(Name(user), $"text {text}").Delivery.Done)
                    .IsAcknowledged)
                {
                    // Refused four times: the user says it again.
                }
        })));
        await Poll.UntilAsync(
            () => Task.FromResult(talk.Slack.Messages.Count >= Sessions * Texts), Patience);
        var expected = Enumerable.Range(1, Texts).Select(text => $"turn {text} text {text}");
        for (var user = 0; user < Sessions; user++)
            Assert.Equal(expected, talk.Heard(Name(user)));
        Report(talk);
    }

    [Fact]
    public async Task Two_thousand_users_say_five_things_each_all_at_once()
    {
        await using var talk = await SlackTalk.Start(Patient);
        for (var text = 1; text <= Texts; text++)
            for (var user = 0; user < Sessions; user++)
                talk.Slack.Say(Name(user), $"text {text}");
        await talk.Slack.Webhook.Idle(Stop);
        await talk.Slack.Webhook.Idle(Stop);
        Assert.All(talk.Slack.Webhook.Deliveries, delivery => Assert.True(delivery.IsAcknowledged));
        await Poll.UntilAsync(
            () => Task.FromResult(talk.Slack.Messages.Count >= Sessions * Texts), Patience);
        for (var user = 0; user < Sessions; user++)
        {
            var heard = talk.Heard(Name(user));
            Assert.Equal(
                Enumerable.Range(1, Texts).Select(turn => $"turn {turn}"),
                heard.Select(text => text[..text.IndexOf(" text", StringComparison.Ordinal)]));
            Assert.Equal(
                Enumerable.Range(1, Texts).Select(text => $"text {text}"),
                heard.Select(text => text[text.IndexOf("text", StringComparison.Ordinal)..])
                    .Order(StringComparer.Ordinal));
        }
        Report(talk);
    }

    [Fact]
    public async Task A_thousand_events_delivered_twice_get_a_thousand_replies()
    {
        const int events = 1_000;
        await using var talk = await SlackTalk.Start(Patient);
        // At the same time, and once more when it is acknowledged.
        talk.Slack.Webhook.Noise = new WebhookNoise { Twins = 1, Duplicates = 1 };
        for (var user = 0; user < events; user++)
            talk.Slack.Say(Name(user), "hi");
        await talk.Slack.Webhook.Idle(Stop);
        Assert.All(
            talk.Slack.Webhook.Deliveries, delivery => Assert.True(delivery.Requests >= 3));
        await Poll.UntilAsync(
            () => Task.FromResult(talk.Slack.Messages.Count >= events), Patience);
        for (var user = 0; user < events; user++)
            Assert.Equal(["turn 1 hi"], talk.Heard(Name(user)));
        Assert.Equal(events, talk.Slack.Messages.Count);
    }

    [Fact]
    public async Task Every_fifth_reply_is_put_off_and_nothing_is_lost_and_nobody_else_waits()
    {
        const int users = 500;
        const int together = 50;
        await using var talk = await SlackTalk.Start(Patient);
        talk.Slack.Faults.Use(new FaultRule(FaultKind.RateLimited)
        {
            Every = 5,
            RetryAfterSeconds = 10,
            Method = "chat.postMessage",
        });
        var begun = talk.Slack.Messages;
        foreach (var some in Enumerable.Range(0, users).Chunk(together))
            await Task.WhenAll(some.Select(user =>
                talk.Slack.Say(Name(user), "hi").Delivery.Done));
        await Poll.UntilAsync(() => Task.FromResult(begun.Count >= users), Patience);
        for (var user = 0; user < users; user++)
            Assert.Equal(["turn 1 hi"], talk.Heard(Name(user)));
        var times = begun.Of().Select(message => message.At).ToArray();
        var first = times.TakeWhile(at => at - times[0] < TimeSpan.FromSeconds(10)).Count();
        output.WriteLine($"{first} of {users} before the wait of the others was over");
        Assert.True(first >= users * 3 / 4, $"only {first} did not wait for others");
    }

    [Fact]
    public async Task A_story_of_thirty_seconds_is_acknowledged_at_once_and_survives_a_kill()
    {
        await using var talk = await SlackTalk.Start(
            "--Tock:Sessions:StoryTimeLimit=00:01:00", "--Tock:Sessions:RecoveryLease=00:00:02");
        var slow = await talk.Slack.Say("ada", "wait 30").Delivery.Done;
        var next = await talk.Slack.Say("ada", "and this").Delivery.Done;
        Assert.All(
            [slow, next],
            delivery => Assert.InRange(
                delivery.Latency!.Value, TimeSpan.Zero, SlackWaits));
        talk.Silo.Kill();
        await talk.Silo.Start();
        var last = await talk.Slack.Say("ada", "and that").Delivery.Done;
        Assert.InRange(last.Latency!.Value, TimeSpan.Zero, SlackWaits);
        await Poll.UntilAsync(
            () => Task.FromResult(talk.Heard("ada").Count >= 3), Patience);
        Assert.Equal(
            ["turn 1 wait 30", "turn 2 and this", "turn 3 and that"], talk.Heard("ada"));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Name(int user) =>
        $"user-{user.ToString(CultureInfo.InvariantCulture)}";

    private void Report(SlackTalk talk)
    {
        var latency = talk.Slack.Webhook.Deliveries
            .Select(delivery => delivery.Latency!.Value.TotalMilliseconds).Order().ToArray();
        var tries = talk.Slack.Webhook.Deliveries.Sum(delivery => delivery.Attempts);
        output.WriteLine(
            $"{latency.Length} events, {tries} attempts, {talk.Slack.Messages.Count} replies;"
            + $" acknowledged in {latency[latency.Length / 2]:F0} ms (median),"
            + $" {latency[latency.Length * 99 / 100]:F0} ms (p99)");
    }
}
