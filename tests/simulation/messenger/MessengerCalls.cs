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

    private static async Task<JsonNode> Ask(
        this MessengerSimulator page, HttpMethod method, string path, string? body, string token)
    {
        using var request = new HttpRequestMessage(method, new Uri(page.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Client.SendAsync(request, Stop);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
    }
}
