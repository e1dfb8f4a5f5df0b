using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TockOrleans.Simulators.Loopback;

namespace TockOrleans.Simulation.Tests;

/// <summary>What a bot would call on the loopback channel.</summary>
internal static class LoopbackCalls
{
    private static readonly HttpClient Client = new();

    public static async Task<(HttpResponseMessage Answer, JsonNode? Body)> Send(
        this LoopbackSimulator simulator,
        string user,
        string text,
        string? key = null,
        string token = "loopback-token")
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(simulator.ApiBaseUrl, "messages"))
        {
            Content = JsonContent.Create(
                new { to = user, message = new { kind = "text", text } }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await Exchange(request);
    }

    public static async Task<(HttpResponseMessage Answer, JsonNode? Body)> Post(
        this Uri address, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(body),
        };
        return await Exchange(request);
    }

    private static async Task<(HttpResponseMessage Answer, JsonNode? Body)> Exchange(
        HttpRequestMessage request)
    {
        var stop = TestContext.Current.CancellationToken;
        var answer = await Client.SendAsync(request, stop);
        var body = await answer.Content.ReadAsStringAsync(stop);
        return (answer, body.Length == 0 ? null : JsonNode.Parse(body));
    }
}
