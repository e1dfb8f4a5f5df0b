using Xunit;

namespace TockOrleans.EndToEnd.Tests.Http;

public sealed class BurstTests(BurstTests.Silo fixture) : IClassFixture<BurstTests.Silo>
{
    private const int Sessions = 2_000;
    private const int Messages = 5;
    private const int AtOnce = 200;

    [Fact]
    public async Task Two_thousand_sessions_each_the_next_message_after_the_acknowledgement()
    {
        var wrong = 0;
        await ForEachSession("next", async client =>
        {
            for (var n = 1; n <= Messages; n++)
                if (await client.Say($"text {n}", $"e{n}") != $"turn {n} text {n}")
                    Interlocked.Increment(ref wrong);
        });
        Assert.Equal(0, wrong);
    }

    [Fact]
    public async Task Two_thousand_sessions_five_messages_all_at_once()
    {
        var wrong = 0;
        await ForEachSession("once", async client =>
        {
            var answers = await Task.WhenAll(Enumerable.Range(1, Messages)
                .Select(n => client.Say($"text {n}", $"e{n}")));
            // Whatever arrives first is turn 1: every counter once, every text with its own.
            var counters = answers.Select(answer => answer.Split(' ')[1]).Order();
            var texts = answers.Select(answer => answer.Split(' ', 3)[2]);
            if (!counters.SequenceEqual(["1", "2", "3", "4", "5"])
                || !texts.SequenceEqual(["text 1", "text 2", "text 3", "text 4", "text 5"]))
                Interlocked.Increment(ref wrong);
        });
        Assert.Equal(0, wrong);
    }

    [Fact]
    public async Task The_same_event_posted_five_times_is_one_turn_and_five_equal_answers()
    {
        for (var user = 0; user < 100; user++)
        {
            var client = new EchoClient(fixture.Process, $"same-{user}");
            var parallel = await Task.WhenAll(
                Enumerable.Range(0, Messages).Select(_ => client.Say("a", "e1")));
            Assert.All(parallel, answer => Assert.Equal("turn 1 a", answer));
            Assert.Equal("turn 2 b", await client.Say("b", "e2"));
            for (var again = 0; again < Messages; again++)
                Assert.Equal("turn 1 a", await client.Say("a", "e1"));
        }
    }

    [Fact]
    public async Task Without_an_event_id_every_request_is_a_new_event()
    {
        const string body = """{"query":"a","userId":"no-id"}""";
        for (var n = 1; n <= 3; n++)
        {
            using var answer = await EchoClient.Post(fixture.Process.Client, body);
            Assert.Contains(
                $"turn {n} a",
                await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
        }
    }

    private Task ForEachSession(string kind, Func<EchoClient, Task> talk) => Parallel.ForEachAsync(
        Enumerable.Range(0, Sessions),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (n, _) => await talk(new EchoClient(fixture.Process, $"{kind}-{n}")));

    public sealed class Silo : IAsyncLifetime
    {
        public SiloProcess Process { get; } = new();

        public async ValueTask InitializeAsync() => await Process.Start();

        public ValueTask DisposeAsync() => Process.DisposeAsync();
    }
}
