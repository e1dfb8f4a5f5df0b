using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TockOrleans.EndToEnd.Tests.Streams;

/// <summary>Answers that clients see grow, over HTTP.</summary>
public sealed class GrowingTests : IAsyncLifetime
{
    private const string Text = "grow some words and some more";
    private SiloProcess silo = null!;

    public async ValueTask InitializeAsync() => silo = await SiloProcess.Started();

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task A_stream_that_asks_sees_an_answer_grow_and_every_other_gets_it_once()
    {
        await using var asking = await Stream("ann", "&growing=true").Open();
        await using var plain = await Stream("ann", "").Open();
        await Poll.UntilAsync(async () =>
        {
            // Until the silo knows that this node has streams.
            await Post("ann", new { query = "hi", userId = "ann" });
            return plain.Texts.Count > 0;
        });
        await Post("ann", new { query = Text, userId = "ann" });
        await Poll.UntilAsync(() => plain.Texts.Any(IsWhole) && asking.Texts.Any(IsWhole));
        Assert.Single(plain.Texts, IsWhole);
        Assert.Single(asking.Texts, IsWhole);
        Assert.Empty(plain.Growing);
        AreGrowing(asking.Growing, asking.Texts.Single(IsWhole));
    }

    [Theory]
    [InlineData("", "POST")]
    [InlineData("/sse/direct", "POST")]
    [InlineData("/sse/direct", "GET")]
    public async Task A_request_is_answered_by_what_grows_and_then_by_the_whole(
        string path, string method)
    {
        var frames = await Frames(path, method);
        var last = frames[^1];
        Assert.Equal("true", Metadata(last, "LAST_ANSWER"));
        Assert.Equal("false", Metadata(last, "TOCK_STREAM_RESPONSE"));
        Assert.Equal($"turn 1 {Text}", TextOf(last));
        AreGrowing(frames[..^1].Select(TextOf), TextOf(last));
        Assert.All(
            frames[..^1], one => Assert.Equal("true", Metadata(one, "TOCK_STREAM_RESPONSE")));
        Assert.Single(frames.Select(one => Metadata(one, "RESPONSE_ID")).Distinct());
        // The same event again is the same answer, at once.
        var again = await Frames(path, method);
        Assert.Equal(last.ToString(), Assert.Single(again).ToString());
    }

    [Fact]
    public async Task Who_stops_it_gets_what_there_was_and_who_goes_away_stops_nothing()
    {
        await using var stream = await Stream("cid", "&growing=true").Open();
        using var going = new CancellationTokenSource();
        var query = "grow " + string.Join(' ', Enumerable.Range(1, 100));
        var posting = Post(
            "cid", new { query, userId = "cid", streamedResponse = true }, going.Token);
        await Poll.UntilAsync(() => stream.Growing.Count > 2);
        await going.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => posting);
        var seen = stream.Growing.Count;
        await Poll.UntilAsync(() => stream.Growing.Count > seen + 1);
        Assert.Equal("true", await Cancel());
        await Poll.UntilAsync(() => stream.Texts.Count == 1);
        Assert.StartsWith("turn 1 grow 1 2", stream.Texts[0], StringComparison.Ordinal);
        Assert.DoesNotContain("100", stream.Texts[0], StringComparison.Ordinal);
        Assert.Equal("false", await Cancel());
    }

    private static bool IsWhole(string text) => text.EndsWith(Text, StringComparison.Ordinal);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Each is a beginning of the whole, none shorter than the one before, and there are several.
    private static void AreGrowing(IEnumerable<string> texts, string whole)
    {
        var all = texts.ToArray();
        Assert.All(all, text => Assert.StartsWith(text, whole, StringComparison.Ordinal));
        Assert.Equal(all.OrderBy(text => text.Length), all);
        Assert.True(all.Distinct().Count() > 1, string.Join(" | ", all));
    }

    private EventStream Stream(string user, string more) => new(
        () => new Uri(silo.BaseAddress, $"/io/app/echo/web/sse?userId={user}{more}"));

    private async Task<string> Post(string user, object body, CancellationToken? going = null)
    {
        using var answer = await silo.Client.PostAsJsonAsync(
            "/io/app/echo/web", body, going ?? Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{user}: {answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync(going ?? Stop);
    }

    private async Task<string?> Cancel()
    {
        using var answer = await silo.Client.PostAsJsonAsync(
            "/io/app/echo/web/cancel", new { userId = "cid" }, Stop);
        answer.EnsureSuccessStatusCode();
        return Metadata(await answer.Content.ReadFromJsonAsync<JsonElement>(Stop), "CANCELLED");
    }

    private async Task<JsonElement[]> Frames(string path, string method)
    {
        var body = new
        {
            query = Text,
            userId = $"bob{path}{method}",
            streamedResponse = true,
            eventId = "1",
        };
        using var request = new HttpRequestMessage(
            new HttpMethod(method), $"/io/app/echo/web{path}");
        if (method == "GET")
            request.Headers.Add("message", JsonSerializer.Serialize(body));
        else
            request.Content = JsonContent.Create(body);
        using var answer = await silo.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        // It ends by itself.
        var text = await answer.Content.ReadAsStringAsync(Stop);
        return
        [
            .. text.Split('\n')
                .Where(line => line.StartsWith("data: {", StringComparison.Ordinal))
                .Select(line => JsonDocument.Parse(line["data: ".Length..]).RootElement),
        ];
    }

    private static string TextOf(JsonElement frame) =>
        Assert.Single(frame.GetProperty("responses").EnumerateArray())
            .GetProperty("text").GetString()!;

    private static string? Metadata(JsonElement frame, string name) =>
        frame.GetProperty("metadata").TryGetProperty(name, out var value)
            ? value.GetString()
            : null;
}
