using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.Simulation.Tests;

/// <summary>What a bot would call on Slack.</summary>
internal static class SlackCalls
{
    private static readonly HttpClient Client = new(
        new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>A workspace with the channel C1 and the user U2, who is not in it.</summary>
    public static async Task<SlackSimulator> Started(SlackOptions options)
    {
        var slack = new SlackSimulator(options);
        slack.AddChannel("C1");
        slack.AddUser(new("U2", "ann", "Ann", "Other", "ann@example.org", "fr-FR"));
        await slack.Start(TestContext.Current.CancellationToken);
        return slack;
    }

    /// <summary>Calls a method of the Web API with a JSON body.</summary>
    public static async Task<JsonNode> Call(
        this SlackSimulator slack, string method, string body, string token = "xoxb-simulated")
    {
        using var answer = await slack.Ask(method, body, token);
        return JsonNode.Parse(
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    public static Task<HttpResponseMessage> Ask(
        this SlackSimulator slack, string method, string body, string token = "xoxb-simulated") =>
        new Uri(slack.ApiBaseUrl, method).Send(
            new StringContent(body, Encoding.UTF8, "application/json"), token);

    /// <summary>Calls a method of the Web API with a form.</summary>
    public static async Task<JsonNode> CallForm(
        this SlackSimulator slack, string method, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await new Uri(slack.ApiBaseUrl, method).Send(form, null);
        return JsonNode.Parse(
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    public static Task<JsonNode> PostMessage(
        this SlackSimulator slack, string channel, string text) =>
        slack.Call("chat.postMessage", $$"""{"channel":"{{channel}}","text":"{{text}}"}""");

    public static async Task<HttpResponseMessage> Send(
        this Uri address, HttpContent? content, string? token)
    {
        using var request = new HttpRequestMessage(
            content is null ? HttpMethod.Get : HttpMethod.Post, address)
        {
            Content = content,
        };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
