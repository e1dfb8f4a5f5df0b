using System.Net;
using System.Text;
using System.Text.Json;

namespace TockOrleans.EndToEnd.Tests.Http;

/// <summary>
/// One user of the echo bot, as a careful client is written: every event has an id, and what was
/// not acknowledged is sent again, the same bytes.
/// </summary>
public sealed class EchoClient(SiloProcess silo, string user)
{
    private static readonly Uri Address = new("/io/app/echo/web", UriKind.Relative);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>How often a request was sent again.</summary>
    public int Retries { get; private set; }

    /// <summary>Says a text until it is acknowledged; returns the bot's answer.</summary>
    public async Task<string> Say(string text, string eventId)
    {
        var body = JsonSerializer.Serialize(new { query = text, userId = user, eventId });
        for (var deadline = DateTime.UtcNow + Patience; ; Retries++)
        {
            try
            {
                using var answer = await Post(silo.Client, body);
                if (answer.StatusCode == HttpStatusCode.OK)
                    return TextOf(await answer.Content.ReadAsStringAsync());
                if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable
                    or HttpStatusCode.TooManyRequests))
                    throw new InvalidOperationException($"answered {answer.StatusCode}");
            }
            catch (HttpRequestException)
            {
                // The silo is down or went down: try again.
            }
            catch (IOException)
            {
                // The same, in the middle of the answer.
            }
            if (DateTime.UtcNow > deadline)
                throw new TimeoutException($"'{text}' was not acknowledged");
            await Task.Delay(20);
        }
    }

    public static Task<HttpResponseMessage> Post(HttpClient client, string body) =>
        client.PostAsync(Address, new StringContent(body, Encoding.UTF8, "application/json"));

    private static string TextOf(string json)
    {
        using var answer = JsonDocument.Parse(json);
        var responses = answer.RootElement.GetProperty("responses");
        return string.Join(" | ", responses.EnumerateArray()
            .Select(message => message.GetProperty("text").GetString()));
    }
}
