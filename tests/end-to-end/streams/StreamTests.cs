using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TockOrleans.EndToEnd.Tests.Streams;

/// <summary>Streams of a user's replies, through kills and from door to door.</summary>
public sealed class StreamTests
{
    private const string Key = "a-key-of-some-length";
    private const int Users = 20;
    private const int Turns = 15;
    private const int Kills = 3;

    [Fact]
    public async Task Each_tab_of_a_user_gets_each_message_once_and_nobody_else_does()
    {
        await using var silo = await SiloProcess.Started();
        await using var one = await Stream(silo, "ann").Open();
        await using var two = await Stream(silo, "ann").Open();
        await using var other = await Stream(silo, "bob").Open();
        var answer = await Post(silo, "ann", "hi", "1");
        await Post(silo, "bob", "ho", "1");
        // Once the first streams are known to all of the cluster.
        await Poll.UntilAsync(() => one.Texts.Count + two.Texts.Count + other.Texts.Count == 3);
        Assert.Equal(["turn 1 hi"], one.Texts);
        Assert.Equal(["turn 1 hi"], two.Texts);
        Assert.Equal(["turn 1 ho"], other.Texts);
        Assert.Equal(
            answer.GetProperty("metadata").GetProperty("RESPONSE_ID").GetString(),
            Assert.Single(one.ResponseIds));
        // A tab that comes later and was told nothing gets nothing that another one has.
        await using var late = await Stream(silo, "ann").Open();
        await Post(silo, "ann", "again", "2");
        await Poll.UntilAsync(() => late.Texts.Count > 0 && one.Texts.Count == 2);
        Assert.Equal(["turn 2 again"], late.Texts);
    }

    [Fact]
    public async Task Where_streams_are_off_the_kits_are_told_and_a_node_that_stops_ends_them()
    {
        await using var silo = await SiloProcess.Started(
            "--Tock:Endpoints:0:namespace=app", "--Tock:Endpoints:0:bot=echo",
            "--Tock:Endpoints:0:id=web", "--Tock:Endpoints:0:type=web",
            "--Tock:Endpoints:0:settings:identity=open",
            "--Tock:Endpoints:1:namespace=app", "--Tock:Endpoints:1:bot=echo",
            "--Tock:Endpoints:1:id=off", "--Tock:Endpoints:1:type=web",
            "--Tock:Endpoints:1:settings:identity=open",
            "--Tock:Endpoints:1:settings:streams=false");
        using var off = await silo.Client.GetAsync(
            new Uri("/io/app/echo/off/sse?userid=ann", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.NotFound, off.StatusCode);
        using var none = await silo.Client.GetAsync(
            new Uri("/io/app/echo/web/sse", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);

        using var answer = await silo.Client.GetAsync(
            Address(silo, "ann"), HttpCompletionOption.ResponseHeadersRead, Stop);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
        Assert.Equal("event: ping", await lines.ReadLineAsync(Stop));
        var stopping = silo.Stop();
        // The end is one: not a connection that breaks.
        await lines.ReadToEndAsync(Stop);
        await stopping;
    }

    [Fact]
    public async Task Nothing_is_missed_and_nothing_comes_twice_through_kill_minus_nine()
    {
        await using var silo = await SiloProcess.Started();
        var streams = Enumerable.Range(0, Users)
            .Select(user => Stream(silo, $"u{user}")).ToArray();
        // What is answered before a stream is open does not come over it.
        foreach (var stream in streams)
            await stream.Open();
        var talking = Task.WhenAll(Enumerable.Range(0, Users).Select(async user =>
        {
            var client = new Http.EchoClient(silo, $"u{user}");
            for (var turn = 1; turn <= Turns; turn++)
                await client.Say($"{turn}", $"{turn}");
        }));
        var random = new Random(3);
        for (var kill = 1; kill <= Kills; kill++)
        {
            var moment = (Users * Turns * kill / (Kills + 1)) + random.Next(Users);
            await Poll.UntilAsync(
                () => Task.FromResult(streams.Sum(s => s.Texts.Count) >= moment),
                TimeSpan.FromSeconds(60));
            silo.Kill();
            await silo.Start();
        }
        await talking;
        var expected = Enumerable.Range(1, Turns).Select(turn => $"turn {turn} {turn}").ToArray();
        await Poll.UntilAsync(() => streams.All(stream => stream.Texts.Count >= Turns));
        Assert.All(streams, stream => Assert.Equal(expected, stream.Texts));
        foreach (var stream in streams)
            await stream.DisposeAsync();
    }

    [Fact]
    public async Task Replies_find_the_door_where_the_user_is_and_a_silo_may_die_meanwhile()
    {
        await using var cluster = await LocalCluster.TwoSilos(
            $"--Tock:Admin:Key={Key}",
            "--Tock:Endpoints:0:namespace=app", "--Tock:Endpoints:0:bot=echo",
            "--Tock:Endpoints:0:id=web", "--Tock:Endpoints:0:type=web",
            "--Tock:Endpoints:0:settings:identity=open");
        var door = cluster.Ingress;
        var users = Enumerable.Range(0, 10).Select(user => $"u{user}").ToArray();
        var streams = users.Select(user => Stream(door, user)).ToArray();
        foreach (var stream in streams)
            await stream.Open();
        foreach (var user in users)
            await Post(door, user, "hi", "1");
        await AssertGrows(door);
        await Say(door, users, "news");
        await Poll.UntilAsync(() => streams.All(stream => stream.Texts.Count == 2));
        cluster.Processes[0].Kill();
        await Poll.UntilAsync(
            async () =>
            {
                try
                {
                    await Say(door, users, "more");
                    return true;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            TimeSpan.FromSeconds(60));
        await Poll.UntilAsync(
            () => Task.FromResult(streams.All(stream => stream.Texts.Count == 3)),
            TimeSpan.FromSeconds(60));
        Assert.All(
            streams, stream => Assert.Equal(["turn 1 hi", "news", "more"], stream.Texts));
        foreach (var stream in streams)
            await stream.DisposeAsync();
    }

    [Fact]
    public async Task Who_never_wrote_is_reached_over_the_stream_they_hold_or_the_next_they_open()
    {
        await using var silo = await SiloProcess.Started($"--Tock:Admin:Key={Key}");
        await using var holds = await Stream(silo, "dan").Open();
        await Say(silo, ["dan", "eve"], "news");
        await Poll.UntilAsync(() => holds.Texts.Count == 1);
        await using var opens = await Stream(silo, "eve").Open();
        await Poll.UntilAsync(() => opens.Texts.Count == 1);
        await Say(silo, ["dan", "eve"], "news");
        await Post(silo, "dan", "hi", "1");
        await Post(silo, "eve", "hi", "1");
        await Poll.UntilAsync(() => holds.Texts.Count == 2 && opens.Texts.Count == 2);
        Assert.Equal(["news", "turn 1 hi"], holds.Texts);
        Assert.Equal(["news", "turn 1 hi"], opens.Texts);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static EventStream Stream(SiloProcess door, string user) =>
        new(() => new Uri(door.BaseAddress, Address(door, user)));

    private static Uri Address(SiloProcess door, string user) =>
        new(door.BaseAddress, $"/io/app/echo/web/sse?userid={user}");

    private static async Task<JsonElement> Post(
        SiloProcess door, string user, string query, string eventId)
    {
        using var answer = await door.Client.PostAsJsonAsync(
            "/io/app/echo/web", new { query, userId = user, eventId }, Stop);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }

    // What a silo tells grows at the door, which holds the request.
    private static async Task AssertGrows(SiloProcess door)
    {
        using var answer = await door.Client.PostAsJsonAsync(
            "/io/app/echo/web",
            new { query = "grow a b c d e", userId = "grower", streamedResponse = true },
            Stop);
        var frames = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Contains("TOCK_STREAM_RESPONSE\":\"true\"", frames, StringComparison.Ordinal);
        Assert.Contains("LAST_ANSWER\":\"true\"", frames, StringComparison.Ordinal);
        Assert.EndsWith("\n\n", frames, StringComparison.Ordinal);
    }

    // The same order again says nothing again.
    private static async Task Say(SiloProcess door, string[] users, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/api/messages")
        {
            Content = JsonContent.Create(new
            {
                endpoint = "app/echo/web",
                users,
                id = text,
                messages = new[] { new { kind = "text", text } },
            }),
        };
        request.Headers.Authorization = new("Bearer", Key);
        using var answer = await door.Client.SendAsync(request, Stop);
        answer.EnsureSuccessStatusCode();
        var told = await answer.Content.ReadAsStringAsync(Stop);
        if (told.Contains("unavailable", StringComparison.OrdinalIgnoreCase))
            throw new HttpRequestException(told);
    }
}
