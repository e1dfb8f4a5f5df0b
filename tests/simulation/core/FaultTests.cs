using System.Net;
using Microsoft.Extensions.Time.Testing;
using TockOrleans.Simulators;
using TockOrleans.Simulators.Loopback;

namespace TockOrleans.Simulation.Tests;

public sealed class FaultTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scripted_faults_meet_the_next_calls_one_by_one()
    {
        await using var simulator = await Started();
        simulator.Faults.Script(
            new FaultRule(FaultKind.RateLimited) { RetryAfterSeconds = 0.25 },
            null,
            new FaultRule(FaultKind.NotTaken) { Status = 502 },
            new FaultRule(FaultKind.TokenRevoked),
            new FaultRule(FaultKind.Rejected) { Error = "bad_text" });

        var (limited, _) = await simulator.Send("u1", "1");
        var (taken, _) = await simulator.Send("u1", "2");
        var (failed, _) = await simulator.Send("u1", "3");
        var (revoked, _) = await simulator.Send("u1", "4");
        var (rejected, why) = await simulator.Send("u1", "5");
        var (last, _) = await simulator.Send("u1", "6");

        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.Equal(["0.25"], limited.Headers.GetValues("Retry-After"));
        Assert.Equal(["app"], limited.Headers.GetValues("X-Loopback-Scope"));
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(HttpStatusCode.BadGateway, failed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, rejected.StatusCode);
        Assert.Equal("bad_text", $"{why!["error"]}");
        Assert.Equal(HttpStatusCode.OK, last.StatusCode);
        Assert.Equal(["2", "6"], simulator.Messages.Texts("u1"));
    }

    [Fact]
    public async Task A_lost_answer_means_taken_and_a_cut_means_not()
    {
        await using var simulator = await Started();
        simulator.Faults.Script(
            new FaultRule(FaultKind.AnswerLost), new FaultRule(FaultKind.Cut));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => simulator.Send("u1", "lost"));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => simulator.Send("u1", "cut"));

        Assert.Equal(["lost"], simulator.Messages.Texts("u1"));
        Assert.Equal(1, simulator.Stats().Faults[FaultKind.AnswerLost]);
        Assert.Equal(1, simulator.Stats().Faults[FaultKind.Cut]);
        Assert.Equal(2, simulator.Stats().Calls);
    }

    [Fact]
    public async Task An_outage_lasts_until_it_is_switched_off()
    {
        await using var simulator = await Started();

        simulator.Faults.Use(new FaultRule(FaultKind.NotTaken));
        var during = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => simulator.Send("u1", "no")));
        simulator.Faults.Clear();
        var (after, _) = await simulator.Send("u1", "yes");

        Assert.All(during, call =>
            Assert.Equal(HttpStatusCode.ServiceUnavailable, call.Answer.StatusCode));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(["yes"], simulator.Messages.Texts("u1"));
    }

    [Fact]
    public async Task Every_third_call_can_be_limited()
    {
        await using var simulator = await Started();
        simulator.Faults.Use(new FaultRule(FaultKind.RateLimited) { Every = 3 });

        foreach (var text in new[] { "1", "2", "3", "4", "5", "6", "7" })
            await simulator.Send("u1", text);

        Assert.Equal(["1", "2", "4", "5", "7"], simulator.Messages.Texts("u1"));
    }

    [Fact]
    public async Task A_rule_may_be_about_one_method_only()
    {
        await using var simulator = await Started();
        simulator.Faults.Use(new FaultRule(FaultKind.NotTaken) { Method = "token" });

        var (token, _) = await new Uri(simulator.ApiBaseUrl, "token")
            .Post("""{"refresh":"loopback-refresh"}""");
        var (message, _) = await simulator.Send("u1", "hi");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, token.StatusCode);
        Assert.Equal(HttpStatusCode.OK, message.StatusCode);
    }

    [Fact]
    public async Task An_uncertain_call_is_sometimes_taken_and_always_an_error()
    {
        await using var simulator = await Started();
        simulator.Faults.Use(new FaultRule(FaultKind.Uncertain));

        for (var n = 0; n < 40; n++)
        {
            var (answer, _) = await simulator.Send("u1", "hi");
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        }

        Assert.InRange(simulator.Messages.Count, 5, 35);
    }

    [Fact]
    public async Task A_slow_answer_waits_by_the_simulators_clock()
    {
        var time = new FakeTimeProvider();
        await using var simulator = new LoopbackSimulator(new() { Time = time });
        await simulator.Start(Stop);
        simulator.Faults.Use(new FaultRule(FaultKind.Slow) { DelaySeconds = 60 });

        var call = simulator.Send("u1", "hi");
        while (simulator.Stats().Calls == 0)
            await Task.Yield();
        Assert.False(call.IsCompleted);
        while (!call.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(60));
            await Task.Yield();
        }

        Assert.Equal(HttpStatusCode.OK, (await call).Answer.StatusCode);
    }

    [Fact]
    public void The_same_seed_and_calls_meet_the_same_faults()
    {
        FaultRule[] plan =
        [
            new(FaultKind.RateLimited) { Probability = 0.2 },
            new(FaultKind.AnswerLost) { Probability = 0.3 },
        ];

        Assert.Equal(Faulted(7, plan), Faulted(7, plan));
        Assert.NotEqual(Faulted(7, plan), Faulted(8, plan));
        Assert.InRange(Faulted(7, plan).Count(kind => kind is null), 400, 600);

        static List<FaultKind?> Faulted(int seed, FaultRule[] plan)
        {
            var faults = new Faults(seed);
            faults.Use(plan);
            return [.. Enumerable.Range(0, 1_000).Select(_ => faults.Decide("m").Rule?.Fault)];
        }
    }

    [Fact]
    public void A_rule_out_of_its_bounds_is_refused()
    {
        var faults = new Faults(1);

        Assert.Throws<ArgumentException>(
            () => faults.Use(new FaultRule(FaultKind.Slow) { Probability = 1.5 }));
        Assert.Throws<ArgumentException>(
            () => faults.Script(new FaultRule(FaultKind.NotTaken) { Status = 404 }));
        Assert.Throws<ArgumentException>(() => faults.Use(new FaultRule((FaultKind)99)));
        Assert.Empty(faults.Rules);
    }

    private static async Task<LoopbackSimulator> Started()
    {
        var simulator = new LoopbackSimulator(new());
        await simulator.Start(Stop);
        return simulator;
    }
}
