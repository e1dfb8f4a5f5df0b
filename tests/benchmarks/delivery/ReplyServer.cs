using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace TockOrleans.Benchmarks.Delivery;

/// <summary>
/// The least that answers a message of Slack's: a bare Kestrel that parses the event, counts in
/// memory, posts the reply and acknowledges. It verifies nothing and keeps nothing.
/// </summary>
internal static class ReplyServer
{
    public static async Task<int> Run(string url, Uri api)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        using var http = new HttpClient(new SocketsHttpHandler
        {
            UseCookies = false,
            ActivityHeadersPropagator = null,
        });
        var turns = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var address = new Uri(api, "chat.postMessage");
        var app = builder.Build();
        app.MapGet("/health/ready", () => "ok");
        app.MapPost("/slack/events", async request =>
        {
            using var json = await JsonDocument.ParseAsync(request.Request.Body);
            var message = json.RootElement.GetProperty("event");
            var turn = turns.AddOrUpdate(
                message.GetProperty("user").GetString()!, 1, (_, count) => count + 1);
            await Post(http, address, message, turn);
            request.Response.ContentLength = 0;
        });
        await app.RunAsync();
        return 0;
    }

    private static async Task Post(HttpClient http, Uri address, JsonElement message, int turn)
    {
        var reply = new Dictionary<string, string>
        {
            ["channel"] = message.GetProperty("channel").GetString()!,
            ["text"] = string.Create(
                CultureInfo.InvariantCulture, $"turn {turn} {message.GetProperty("text")}"),
        };
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(reply));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.PostAsync(address, content);
        await response.Content.ReadAsByteArrayAsync();
        response.EnsureSuccessStatusCode();
    }
}
