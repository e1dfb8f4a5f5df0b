using System.Globalization;
using System.Net;
using System.Text.Json;
using Xunit;

namespace TockOrleans.EndToEnd.Tests.Http;

/// <summary>A store without room: refused is not acknowledged, and acknowledged is kept.</summary>
public sealed class FullStoreTests
{
    private const int TurnsMax = 1_000;
    private static readonly string Long = new('x', 3_000);

    [Fact]
    public async Task Without_room_nothing_is_acknowledged_and_with_room_it_goes_on()
    {
        await using var full = await SiloProcess.Started("--Tock:Storage:PagesMax=120");
        var kept = 0;
        while (kept < TurnsMax)
        {
            using var answer = await EchoClient.Post(full.Client, Body(kept + 1));
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                Assert.NotNull(answer.Headers.RetryAfter);
                break;
            }
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            kept++;
        }
        Assert.InRange(kept, 10, TurnsMax - 1);
        full.Kill();

        await using var roomy = await SiloProcess.Started($"--Tock:Storage:Path={full.Folder}");
        var client = new EchoClient(roomy, "u");
        foreach (var turn in (int[])[1, kept, kept + 1])
            Assert.Equal($"turn {turn} {Long}", await client.Say(Long, Event(turn)));
    }

    private static string Body(int turn) => JsonSerializer.Serialize(
        new { query = Long, userId = "u", eventId = Event(turn) });

    private static string Event(int turn) => turn.ToString(CultureInfo.InvariantCulture);
}
