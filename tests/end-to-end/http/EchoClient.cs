using System.Net;
using System.Net.Sockets;
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

    // Hundreds of clients that ask without a pause take the time a silo needs to start.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>How often a request was sent again.</summary>
    public int Retries { get; private set; }

    /// <summary>Says a text until it is acknowledged; returns the bot's answer.</summary>
    public async Task<string> Say(string text, string eventId)
    {
        var body = JsonSerializer.Serialize(new { query = text, userId = user, eventId });
        string? answer = null;
        await Poll.UntilAsync(
            async () =>
            {
                answer = await Try(body);
                if (answer is null)
                    Retries++;
                return answer is not null;
            },
            Patience,
            Pause);
        return answer!;
    }

    public static Task<HttpResponseMessage> Post(HttpClient client, string body) =>
        client.PostAsync(Address, new StringContent(body, Encoding.UTF8, "application/json"));

    // Null: not acknowledged; the silo is down, went down, or has no time.
    private async Task<string?> Try(string body)
    {
        try
        {
            using var answer = await Post(silo.Client, body);
            if (answer.StatusCode == HttpStatusCode.OK)
                return TextOf(await answer.Content.ReadAsStringAsync());
            return answer.StatusCode is HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.TooManyRequests
                ? null
                : throw new InvalidOperationException($"answered {answer.StatusCode}");
        }
        // A socket that is cut in the moment it is connected reaches us as it is.
        catch (Exception failure) when (
            failure is HttpRequestException or IOException or SocketException)
        {
            return null;
        }
    }

    private static string TextOf(string json)
    {
        using var answer = JsonDocument.Parse(json);
        var responses = answer.RootElement.GetProperty("responses");
        return string.Join(" | ", responses.EnumerateArray()
            .Select(message => message.GetProperty("text").GetString()));
    }
}
