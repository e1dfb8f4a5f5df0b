using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace TockOrleans.EndToEnd.Tests.Admin;

/// <summary>The administration on a node that holds nothing, in front of PostgreSQL.</summary>
public sealed class ClusterAdminTests
{
    private const string Key = "a-key-of-some-length";

    [Fact]
    public async Task An_ingress_node_finds_pauses_exports_and_erases_what_silos_hold()
    {
        await using var cluster = await LocalCluster.TwoDoors($"--Tock:Admin:Key={Key}");
        await Say(cluster, "ada", "good morning", "1");
        await Say(cluster, "bob", "hello", "1");

        var sessions = (await Ask(cluster, "GET", "sessions?user=ada")).Json
            .GetProperty("sessions");
        var id = Assert.Single(sessions.EnumerateArray()).GetProperty("id").GetString();
        Assert.Equal(
            HttpStatusCode.OK,
            (await Ask(cluster, "POST", $"sessions/{id}/pause", """{"minutes":5}""")).Status);
        Assert.DoesNotContain(
            "turn", await Say(cluster, "ada", "two", "2"), StringComparison.Ordinal);
        Assert.Equal(
            2,
            (await Ask(cluster, "GET", "log?endpoint=app/echo/web&user=bob")).Json
                .GetProperty("entries").GetArrayLength());
        Assert.Equal(
            HttpStatusCode.OK, (await Ask(cluster, "GET", "endpoints/health")).Status);

        var erased = (await Ask(
            cluster,
            "POST",
            "persons/erase",
            """{"users":[{"endpoint":"app/echo/web","user":"ada"}]}""")).Json;
        Assert.Equal(1, erased.GetProperty("sessions").GetInt32());
        Assert.True(erased.GetProperty("scrubbed").GetBoolean());
        // An old event brings nothing back, and whoever writes again begins anew.
        Assert.DoesNotContain(
            "good morning",
            await Say(cluster, "ada", "good morning", "1"),
            StringComparison.Ordinal);
        Assert.Empty((await Ask(cluster, "GET", "sessions?user=ada")).Json
            .GetProperty("sessions").EnumerateArray());
        Assert.Contains(
            "turn 1 again", await Say(cluster, "ada", "again", "3"), StringComparison.Ordinal);
        var audit = (await Ask(cluster, "GET", "audit")).Json.GetProperty("entries");
        Assert.Equal(
            "erasePersons erasePersons listLog pauseSession",
            string.Join(' ', audit.EnumerateArray().Select(entry => entry.GetProperty("what"))));
        Assert.DoesNotContain("/ada", audit.GetRawText(), StringComparison.Ordinal);
    }

    private static async Task<string> Say(
        LocalCluster cluster, string user, string text, string eventId)
    {
        using var answer = await cluster.Ingress.Client.PostAsync(
            new Uri("/io/app/echo/web", UriKind.Relative),
            new StringContent(JsonSerializer.Serialize(
                new { query = text, userId = user, eventId })),
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Json)> Ask(
        LocalCluster cluster, string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/admin/api/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await cluster.Ingress.Client.SendAsync(
            request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonElement.Parse(
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }
}
