using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TockOrleans.Simulators.Messenger;

namespace TockOrleans.Simulation.Tests;

/// <summary>What a bot would call on a page.</summary>
internal static class MessengerCalls
{
    private static readonly HttpClient Client = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<JsonNode> Send(
        this MessengerSimulator page, string user, string rest) =>
        page.Post("messages", $$"""{"recipient":{"id":"{{user}}"},{{rest}}}""");

    public static Task<JsonNode> Post(
        this MessengerSimulator page, string edge, string body, string token = "EAAsimulated") =>
        page.Ask(HttpMethod.Post, $"v26.0/me/{edge}", body, token);

    public static Task<JsonNode> Get(this MessengerSimulator page, string path) =>
        page.Ask(HttpMethod.Get, $"v26.0/{path}", null, "EAAsimulated");

    /// <summary>An error's code and subcode; null: there is none.</summary>
    public static string? Error(this JsonNode answer) => answer["error"] is { } error
        ? $"{error["code"]}/{error["error_subcode"]}".TrimEnd('/')
        : null;

    public static Task<JsonNode> Delete(this MessengerSimulator page, string id) =>
        page.Ask(HttpMethod.Delete, $"v26.0/{id}", null, "EAAsimulated");

    /// <summary>Uploads a file, as .NET writes forms.</summary>
    public static async Task<JsonNode> Upload(
        this MessengerSimulator page, string type, string mime, byte[] body)
    {
        using var file = new ByteArrayContent(body)
        {
            Headers = { ContentType = new MediaTypeHeaderValue(mime) },
        };
        using var message = new StringContent(
            $$$"""
            {"attachment":{"type":"{{{type}}}", "payload":{"is_reusable":true} } }
            """);
        using var form = new MultipartFormDataContent
        {
            { message, "message" },
            { file, "filedata", "a.bin" },
        };
        return await page.Exchange(
            HttpMethod.Post, "v26.0/me/message_attachments", form, "EAAsimulated");
    }

    private static Task<JsonNode> Ask(
        this MessengerSimulator page, HttpMethod method, string path, string? body, string token) =>
        page.Exchange(
            method,
            path,
            body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
            token);

    private static async Task<JsonNode> Exchange(
        this MessengerSimulator page,
        HttpMethod method,
        string path,
        HttpContent? content,
        string token)
    {
        using var request = new HttpRequestMessage(method, new Uri(page.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = content;
        using var answer = await Client.SendAsync(request, Stop);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
    }
}
