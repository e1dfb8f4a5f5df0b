using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Models;

namespace TockOrleans.EndToEnd.Tests.OpenAi;

/// <summary>
/// The bot as a model: OpenAI's own .NET client, unchanged, and the bytes it does not show.
/// </summary>
public sealed class OpenAiTests(OpenAiSilo running) : IClassFixture<OpenAiSilo>
{
    private const string Key = OpenAiSilo.Key;
    private const string Words = "grow some words and some more";

    private readonly SiloProcess silo = running.Silo;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_official_client_lists_the_bot_and_talks_with_it()
    {
        var models = Client("echo").GetOpenAIModelClient();
        var model = Assert.Single((await models.GetModelsAsync(Stop)).Value);
        Assert.Equal(("app/echo", "app"), (model.Id, model.OwnedBy));
        Assert.Equal("app/echo", (await models.GetModelAsync("app/echo", Stop)).Value.Id);

        var chat = Client("echo").GetChatClient(model.Id);
        var answer = await Ask(chat, "ann", "hello");
        Assert.Equal("turn 1 hello", answer.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal((ChatMessageRole.Assistant, "app/echo"), (answer.Role, answer.Model));
        // Each user has a conversation of their own.
        Assert.Equal("turn 2 again", (await Ask(chat, "ann", "again")).Content[0].Text);
        Assert.Equal("turn 1 hello", (await Ask(chat, "bob", "hello")).Content[0].Text);
    }

    [Fact]
    public async Task The_official_client_sees_an_answer_grow()
    {
        var chat = Client("echo").GetChatClient("app/echo");
        var parts = new List<string>();
        ChatFinishReason? finish = null;
        ChatTokenUsage? usage = null;
        var ids = new HashSet<string>();
        await foreach (var update in chat.CompleteChatStreamingAsync(
            [new UserChatMessage(Words)], new ChatCompletionOptions { EndUserId = "eve" }, Stop))
        {
            parts.AddRange(update.ContentUpdate.Select(part => part.Text));
            finish ??= update.FinishReason;
            usage ??= update.Usage;
            ids.Add(update.CompletionId);
        }
        Assert.Equal($"turn 1 {Words}", string.Concat(parts));
        Assert.True(parts.Count(part => part.Length > 0) > 2, string.Join('|', parts));
        Assert.Equal(ChatFinishReason.Stop, finish);
        Assert.Equal(0, usage!.TotalTokenCount);
        Assert.Single(ids);
    }

    [Fact]
    public async Task The_official_client_understands_every_refusal()
    {
        var refused = await Assert.ThrowsAsync<ClientResultException>(() => Ask(
            Client("echo", Key + "0").GetChatClient("app/echo"), "ann", "hi"));
        Assert.Equal(401, refused.Status);
        Assert.Contains("Incorrect API key", refused.Message, StringComparison.Ordinal);
        var elsewhere = await Assert.ThrowsAsync<ClientResultException>(() => Ask(
            Client("echo").GetChatClient("app/demo"), "ann", "hi"));
        Assert.Equal(404, elsewhere.Status);
        Assert.Contains("model_not_found", elsewhere.Message, StringComparison.Ordinal);
        var nobody = await Assert.ThrowsAsync<ClientResultException>(
            () => Client("echo").GetChatClient("app/echo").CompleteChatAsync(
                [new UserChatMessage("hi")], cancellationToken: Stop));
        Assert.Equal(400, nobody.Status);
        Assert.Contains("'user' is required", nobody.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_is_the_choice_it_stands_for()
    {
        var chat = Client("demo").GetChatClient("app/demo");
        var hello = (await Ask(chat, "dan", "hello")).Content[0].Text;
        var offered = hello.Split('\n')
            .Where(line => line.StartsWith("1. ", StringComparison.Ordinal))
            .ToArray();
        Assert.True(offered.Length == 1, hello);
        var title = offered[0]["1. ".Length..];
        var typed = (await Ask(chat, "dan", "1")).Content[0].Text;
        await Ask(chat, "fay", "hello");
        Assert.Equal((await Ask(chat, "fay", title)).Content[0].Text, typed);
        Assert.NotEqual((await Ask(chat, "gus", "1")).Content[0].Text, typed);
    }

    [Fact]
    public async Task The_same_request_again_is_the_same_answer_and_a_thread_has_its_own()
    {
        var first = await Post("one", "hi", "k1");
        var again = await Post("one", "hi", "k1");
        Assert.Equal(TextOf(first), TextOf(again));
        Assert.Equal(
            first.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        Assert.Equal("turn 2 hi", TextOf(await Post("one", "hi", "k2")));
        Assert.Equal("turn 3 hi", TextOf(await Post("one", "hi", null)));
        Assert.Equal("turn 1 hi", TextOf(await Post("one", "hi", "k1", thread: "t")));
    }

    [Fact]
    public async Task A_silo_killed_while_it_answers_answers_once()
    {
        using var dying = await Stream("kim", "key");
        await using var body = await dying.Content.ReadAsStreamAsync(Stop);
        using (var reader = new StreamReader(body))
        {
            while (await reader.ReadLineAsync(Stop) is { } line
                && !line.Contains("some", StringComparison.Ordinal))
            {
            }
            silo.Kill();
            await Assert.ThrowsAnyAsync<Exception>(() => reader.ReadToEndAsync(Stop));
        }
        await silo.Start();
        using var again = await Stream("kim", "key");
        var text = await again.Content.ReadAsStringAsync(Stop);
        Assert.Equal($"turn 1 {Words}", string.Concat(Chunks(text).Select(DeltaOf)));
        Assert.Equal("turn 2 hi", TextOf(await Post("kim", "hi", null)));
    }

    [Fact]
    public async Task A_stream_is_as_the_reference_has_it()
    {
        using var answer = await Stream("leo", null);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
        var chunks = Chunks(text);
        Assert.Equal("assistant", Delta(chunks[0]).GetProperty("role").GetString());
        Assert.All(chunks[1..], one => Assert.False(Delta(one).TryGetProperty("role", out _)));
        Assert.Equal("stop", Choice(chunks[^1]).GetProperty("finish_reason").GetString());
        Assert.Empty(Delta(chunks[^1]).EnumerateObject());
        Assert.All(chunks[..^1], one => Assert.Equal(
            JsonValueKind.Null, Choice(one).GetProperty("finish_reason").ValueKind));
        Assert.All(chunks, one => Assert.Equal(
            "chat.completion.chunk", one.GetProperty("object").GetString()));
        Assert.Equal($"turn 1 {Words}", string.Concat(chunks.Select(DeltaOf)));
    }

    [Fact]
    public async Task A_body_too_large_is_refused_as_the_api_refuses()
    {
        using var answer = await Send(new StringContent(new string(' ', 5_000_000)), null, null);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        var error = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal(
            "invalid_request_error",
            error.GetProperty("error").GetProperty("type").GetString());
    }

    private OpenAIClient Client(string bot, string key = Key) => new(
        new ApiKeyCredential(key),
        new OpenAIClientOptions
        {
            Endpoint = new Uri(silo.BaseAddress, $"/io/app/{bot}/ai/v1"),
            RetryPolicy = new ClientRetryPolicy(0),
        });

    private static async Task<ChatCompletion> Ask(ChatClient chat, string user, string text) =>
        await chat.CompleteChatAsync(
            [new SystemChatMessage("Be brief."), new UserChatMessage(text)],
            new ChatCompletionOptions { EndUserId = user },
            Stop);

    private async Task<JsonElement> Post(
        string user, string text, string? key, string? thread = null)
    {
        using var answer = await Send(Body(user, text, stream: false), key, thread);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }

    private Task<HttpResponseMessage> Stream(string user, string? key) =>
        Send(Body(user, Words, stream: true), key, null);

    private async Task<HttpResponseMessage> Send(HttpContent body, string? key, string? thread)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "/io/app/echo/ai/v1/chat/completions")
        {
            Content = body,
        };
        request.Headers.Authorization = new("Bearer", Key);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (thread is not null)
            request.Headers.Add("X-OpenWebUI-Chat-Id", thread);
        return await silo.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, Stop);
    }

    private static StringContent Body(string user, string text, bool stream) => new(
        JsonSerializer.Serialize(new
        {
            model = "app/echo",
            messages = new[] { new { role = "user", content = text } },
            user,
            stream,
        }),
        Encoding.UTF8,
        "application/json");

    private static JsonElement[] Chunks(string stream) =>
    [
        .. stream.Split('\n')
            .Where(line => line.StartsWith("data: {", StringComparison.Ordinal))
            .Select(line => JsonElement.Parse(line["data: ".Length..])),
    ];

    private static JsonElement Choice(JsonElement chunk) =>
        Assert.Single(chunk.GetProperty("choices").EnumerateArray());

    private static JsonElement Delta(JsonElement chunk) => Choice(chunk).GetProperty("delta");

    private static string? DeltaOf(JsonElement chunk) =>
        Delta(chunk).TryGetProperty("content", out var content) ? content.GetString() : null;

    private static string? TextOf(JsonElement completion) => Choice(completion)
        .GetProperty("message").GetProperty("content").GetString();
}
