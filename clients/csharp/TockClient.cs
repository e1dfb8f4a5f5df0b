using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace TockOrleans.Client;

/// <summary>
/// Talks with one web endpoint. Whatever is sent has an event id, so that it is sent again until
/// it is answered, and done once; a stream goes on where it broke off. Of any thread, for any
/// number of users.
/// </summary>
/// <param name="http">What it sends with; its own time limit is a minute or more.</param>
/// <param name="endpoint">Such as <c>https://bots.example/io/app/demo/web</c>.</param>
/// <param name="token">
/// The proof of who the user is, where the endpoint asks for one: asked for each request.
/// </param>
/// <param name="clock">The time; null: the system's.</param>
public sealed partial class TockClient(
    HttpClient http,
    Uri endpoint,
    Func<CancellationToken, ValueTask<string?>>? token = null,
    TimeProvider? clock = null)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWish = TimeSpan.FromMinutes(1);
    // The server answers within half of it.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromMinutes(1);
    // It shows life every 10 s; three times that without any, and the stream is dead.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly string address = endpoint.AbsoluteUri.TrimEnd('/');
    private readonly TimeProvider clock = clock ?? TimeProvider.System;

    /// <summary>
    /// Sends what a user does until it is answered: where it is lost, or refused for now, the same
    /// again after a while.
    /// </summary>
    /// <param name="request">What the user does.</param>
    /// <param name="stop">Gives it up; it may be done all the same.</param>
    /// <exception cref="TockException">It is refused.</exception>
    public async Task<WebAnswer> Send(WebRequest request, CancellationToken stop = default)
    {
        var body = Write(request, streamed: null);
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            var after = TimeSpan.Zero;
            using var trying = Within(AnswerWithin, stop);
            try
            {
                using var response = await Exchange(HttpMethod.Post, "", body, trying.Token);
                if (await Read(response, trying.Token) is { } answer)
                    return answer;
                after = Wish(response);
            }
            catch (Exception failure) when (IsBroken(failure, stop))
            {
                // The server may or may not have it.
            }
            await Wait(pause, after, stop);
        }
    }

    /// <summary>As <see cref="Send"/>, and shows what the answer grows to.</summary>
    /// <param name="request">What the user does.</param>
    /// <param name="stop">Gives it up; the story goes on, see <see cref="Cancel"/>.</param>
    /// <returns>
    /// All of the answer so far, each time; the last one is the answer as a whole, with
    /// <see cref="StreamFrame.IsGrowing"/> not set.
    /// </returns>
    /// <exception cref="TockException">It is refused.</exception>
    public async IAsyncEnumerable<StreamFrame> SendStreamed(
        WebRequest request, [EnumeratorCancellation] CancellationToken stop = default)
    {
        var body = Write(request, streamed: true);
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            var attempt = Attempt(body, stop);
            var after = TimeSpan.Zero;
            await foreach (var (frame, wish) in attempt.WithCancellation(stop))
            {
                after = wish;
                if (frame is null)
                    continue;
                yield return frame;
                if (!frame.IsGrowing)
                    yield break;
            }
            await Wait(pause, after, stop);
        }
    }

    /// <summary>
    /// Tells the story that runs for a user to stop: what it said until then is its answer.
    /// </summary>
    /// <param name="userId">The user; ignored where the endpoint knows users by itself.</param>
    /// <param name="eventId">Only the story of this event; null: whichever runs.</param>
    /// <param name="stop">Gives it up.</param>
    /// <returns>Whether one ran.</returns>
    /// <exception cref="TockException">It is refused, also for now.</exception>
    /// <exception cref="HttpRequestException">The server is not reached.</exception>
    public async Task<bool> Cancel(
        string? userId, string? eventId = null, CancellationToken stop = default)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new CancelRequest(userId, eventId), ClientJson.Default.CancelRequest);
        using var response = await Exchange(HttpMethod.Post, "/cancel", body, stop);
        return await Read(response, stop) is { } answer
            ? answer.Metadata.GetValueOrDefault("CANCELLED") == "true"
            : throw new TockException((int)response.StatusCode, "not now");
    }

    /// <summary>
    /// Hears what the bot says, answers included, until it is told to end: after whatever breaks
    /// the stream it goes on where it was, so nothing is missed and nothing comes twice.
    /// </summary>
    /// <param name="options">Who listens, and from where.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="TockException">
    /// The endpoint has no streams, or refuses this one.
    /// </exception>
    public async IAsyncEnumerable<StreamFrame> Listen(
        ListenOptions options, [EnumeratorCancellation] CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (last, pause) = (options.LastEventId, FirstPause);
        while (true)
        {
            var after = TimeSpan.Zero;
            var isLive = false;
            await foreach (var (item, wish) in Connect(options, last, stop).WithCancellation(stop))
            {
                after = wish;
                if (item is not { } shown)
                    continue;
                if (!isLive)
                    options.Connected?.Invoke(true);
                (isLive, pause) = (true, FirstPause);
                last = shown.EventId is { Length: > 0 } id ? id : last;
                if (Frame(shown) is { } frame)
                    yield return frame;
            }
            if (isLive)
                options.Connected?.Invoke(false);
            await Wait(pause, after, stop);
            pause = Longer(pause);
        }
    }

    // The frames of one try, and what the server wishes where it has none.
    private async IAsyncEnumerable<(StreamFrame? Frame, TimeSpan After)> Attempt(
        byte[] body, [EnumeratorCancellation] CancellationToken stop)
    {
        var (messages, metadata) = (new List<WebMessage>(), new Dictionary<string, string>());
        await foreach (var (item, response) in Events(HttpMethod.Post, "", body, stop))
        {
            if (item is null)
            {
                // Where streams are off it is answered as any.
                WebAnswer? whole = null;
                try
                {
                    whole = await Read(response, stop);
                }
                catch (Exception failure) when (IsBroken(failure, stop))
                {
                    // As if it had never begun.
                }
                yield return (whole is null ? null : new StreamFrame(whole, false, null),
                    Wish(response));
                yield break;
            }
            if (item.Value.EventType != "message" || Parse(item.Value.Data) is not { } answer)
                continue;
            if (answer.IsGrowing)
            {
                yield return (new StreamFrame(answer, true, null), default);
                continue;
            }
            messages.AddRange(answer.Responses);
            foreach (var (name, value) in answer.Metadata)
                metadata[name] = value;
            if (answer.IsLast)
                yield return (new StreamFrame(
                    new WebAnswer { Responses = messages, Metadata = metadata }, false, null),
                    default);
        }
    }

    private async IAsyncEnumerable<(SseItem<string>? Item, TimeSpan After)> Connect(
        ListenOptions options, string? last, [EnumeratorCancellation] CancellationToken stop)
    {
        var query = new List<string>();
        if (options.UserId is { } user)
            query.Add($"userId={Uri.EscapeDataString(user)}");
        if (last is not null)
            query.Add($"lastEventId={Uri.EscapeDataString(last)}");
        if (options.Growing)
            query.Add("growing=true");
        var path = $"/sse?{string.Join('&', query)}";
        await foreach (var (item, response) in Events(HttpMethod.Get, path, null, stop))
        {
            if (item is null && (int)response.StatusCode < 500 && !IsLater(response.StatusCode))
                throw response.IsSuccessStatusCode
                    ? new TockException((int)response.StatusCode, "no stream")
                    : await Refusal(response, stop);
            yield return (item, Wish(response));
        }
    }

    // Null: the answer is none, or no stream. It ends where the stream breaks.
    private async IAsyncEnumerable<(SseItem<string>? Item, HttpResponseMessage Response)> Events(
        HttpMethod method,
        string path,
        byte[]? body,
        [EnumeratorCancellation] CancellationToken stop)
    {
        using var silence = Within(Silence, stop);
        HttpResponseMessage response;
        try
        {
            response = await Exchange(method, path, body, silence.Token);
        }
        catch (Exception failure) when (IsBroken(failure, stop))
        {
            yield break;
        }
        using (response)
        {
            if (!response.IsSuccessStatusCode
                || response.Content.Headers.ContentType?.MediaType != "text/event-stream")
            {
                yield return (null, response);
                yield break;
            }
            var stream = await response.Content.ReadAsStreamAsync(stop);
            await using var items = SseParser.Create(stream).EnumerateAsync(silence.Token)
                .GetAsyncEnumerator(silence.Token);
            while (await Next(items, stop))
            {
                silence.CancelAfter(Silence);
                yield return (items.Current, response);
            }
        }
    }

    private static async Task<bool> Next(
        IAsyncEnumerator<SseItem<string>> items, CancellationToken stop)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception failure) when (IsBroken(failure, stop))
        {
            return false;
        }
    }

    private static StreamFrame? Frame(SseItem<string> item)
    {
        var answer = item.EventType == "message" ? Parse(item.Data) : null;
        var id = item.EventId is { Length: > 0 } moved ? moved : null;
        return answer is null && id is null
            ? null
            : new StreamFrame(answer, answer?.IsGrowing == true, id);
    }
}
