using System.Net;
using Microsoft.Extensions.Time.Testing;
using TockOrleans.Simulators;
using TockOrleans.Simulators.Loopback;

namespace TockOrleans.Simulation.Tests;

public sealed class LoopbackApiTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_taken_once_under_its_key()
    {
        await using var simulator = await Started(new());

        var (first, said) = await simulator.Send("u1", "turn 1 hi", "k1");
        var (second, again) = await simulator.Send("u1", "turn 1 hi", "k1");
        await simulator.Send("u1", "turn 2 hi", "k2");

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Null(said!["duplicate"]);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.True(again!["duplicate"]!.GetValue<bool>());
        Assert.Equal($"{said["id"]}", $"{again["id"]}");
        Assert.Equal(["turn 1 hi", "turn 2 hi"], simulator.Messages.Texts("u1"));
        Assert.Equal((1, 0), (simulator.Messages.Duplicates, simulator.Messages.KeyConflicts));
    }

    [Fact]
    public async Task Calls_at_once_under_one_key_are_taken_once()
    {
        await using var simulator = await Started(new());

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => simulator.Send("u1", "hi", "k")));

        Assert.Single(simulator.Messages.Of("u1"));
        Assert.Equal(49, simulator.Messages.Duplicates);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_its_validity()
    {
        var time = new FakeTimeProvider();
        await using var simulator = await Started(
            new() { Time = time, KeyValidity = TimeSpan.FromMinutes(1) });

        await simulator.Send("u1", "hi", "k");
        time.Advance(TimeSpan.FromSeconds(61));
        await simulator.Send("u1", "hi", "k");

        Assert.Equal(["hi", "hi"], simulator.Messages.Texts("u1"));
    }

    [Fact]
    public async Task A_key_that_carries_another_text_is_counted_as_a_conflict()
    {
        await using var simulator = await Started(new());

        await simulator.Send("u1", "hi", "k");
        await simulator.Send("u1", "ho", "k");

        Assert.Equal(1, simulator.Messages.KeyConflicts);
    }

    [Fact]
    public async Task Keys_can_be_switched_off()
    {
        await using var simulator = await Started(new() { HonoursKeys = false });

        await simulator.Send("u1", "hi", "k");
        await simulator.Send("u1", "hi", "k");

        Assert.Equal(["hi", "hi"], simulator.Messages.Texts("u1"));
    }

    [Fact]
    public async Task A_refresh_value_works_once_and_its_token_at_once()
    {
        var time = new FakeTimeProvider();
        await using var simulator = await Started(
            new() { Time = time, TokenLifetime = TimeSpan.FromHours(1) });
        var address = new Uri(simulator.ApiBaseUrl, "token");

        var (_, first) = await address.Post("""{"refresh":"loopback-refresh"}""");
        var (again, _) = await address.Post("""{"refresh":"loopback-refresh"}""");
        time.Advance(TimeSpan.FromMinutes(59));
        var (valid, _) = await simulator.Send("u1", "hi", token: $"{first!["token"]}");
        time.Advance(TimeSpan.FromMinutes(2));
        var (expired, _) = await simulator.Send("u1", "hi", token: $"{first["token"]}");

        Assert.Equal(3600, first["expiresInSeconds"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        Assert.Equal(HttpStatusCode.OK, valid.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, expired.StatusCode);
        Assert.Single(simulator.Messages.Of());
    }

    [Fact]
    public async Task A_revoked_token_is_refused()
    {
        await using var simulator = await Started(new());

        simulator.RevokeTokens();

        var (answer, _) = await simulator.Send("u1", "hi");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Outside_the_window_nothing_is_taken()
    {
        var time = new FakeTimeProvider();
        await using var webhook = await WebhookDouble.Started();
        await using var simulator = await Started(
            new() { Time = time, WindowSeconds = 60, Webhook = webhook.Url });

        var (never, why) = await simulator.Send("u1", "hi");
        await simulator.Say("u1", "hello").Done.WaitAsync(Stop);
        var (within, _) = await simulator.Send("u1", "hi");
        time.Advance(TimeSpan.FromSeconds(61));
        var (late, _) = await simulator.Send("u1", "hi");

        Assert.Equal(HttpStatusCode.Forbidden, never.StatusCode);
        Assert.Equal("outside_window", $"{why!["error"]}");
        Assert.Equal(HttpStatusCode.OK, within.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
    }

    [Fact]
    public async Task A_user_who_is_gone_is_not_connected()
    {
        await using var simulator = await Started(new());

        simulator.Disconnect("u1");
        var (answer, why) = await simulator.Send("u1", "hi");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("not_connected", $"{why!["error"]}");
    }

    [Theory]
    [InlineData("""{"message":{"kind":"text","text":"hi"}}""", "to_missing")]
    [InlineData("""{"to":"u1"}""", "message_missing")]
    [InlineData("""{"to":"u1","message":{"text":"hi"}}""", "kind_missing")]
    [InlineData("""[1]""", "invalid_json")]
    [InlineData("""{"to":"u1","mess""", "invalid_json")]
    public async Task What_is_no_message_is_rejected_with_a_code(string body, string code)
    {
        await using var simulator = await Started(new() { Token = "t" });
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", "t");
        using var content = new StringContent(body);

        using var answer = await client.PostAsync(
            new Uri(simulator.ApiBaseUrl, "messages"), content, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            $$"""{"error":"{{code}}"}""", await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal(0, simulator.Messages.Count);
    }

    [Fact]
    public async Task A_conversation_faster_than_its_rate_is_told_to_wait()
    {
        var time = new FakeTimeProvider();
        await using var simulator = await Started(new() { Time = time, ConversationRate = 2 });

        await simulator.Send("u1", "1");
        var (answer, _) = await simulator.Send("u1", "2");
        await simulator.Send("u2", "1");
        time.Advance(TimeSpan.FromMilliseconds(500));
        await simulator.Send("u1", "2");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(["0.5"], answer.Headers.GetValues("Retry-After"));
        Assert.Equal(["conversation"], answer.Headers.GetValues("X-Loopback-Scope"));
        Assert.Equal(["1", "2"], simulator.Messages.Texts("u1"));
        Assert.Equal(["1"], simulator.Messages.Texts("u2"));
    }

    [Fact]
    public async Task A_body_beyond_the_bound_is_too_large()
    {
        await using var simulator = await Started(new() { RequestBytesMax = 1_000 });

        var (answer, _) = await simulator.Send("u1", new string('x', 1_000));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    private static async Task<LoopbackSimulator> Started(LoopbackOptions options)
    {
        var simulator = new LoopbackSimulator(options);
        await simulator.Start(Stop);
        return simulator;
    }
}
