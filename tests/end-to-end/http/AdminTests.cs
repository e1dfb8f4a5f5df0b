using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace TockOrleans.EndToEnd.Tests.Http;

/// <summary>Endpoints made, changed and removed while the program runs.</summary>
public sealed class AdminTests
{
    private const string Key = "a-key-of-some-length";
    private const string Shop = "/admin/api/endpoints/app/echo/shop";
    private const string Web = """{"type":"web","settings":{"identity":"open"}}""";

    [Fact]
    public async Task An_endpoint_lives_from_its_put_through_a_crash_to_its_delete()
    {
        await using var silo = await Started();
        Assert.Equal(HttpStatusCode.NotFound, (await Say(silo, "hello", "1")).Status);

        var put = await Ask(
            silo,
            "PUT",
            Shop,
            """
            {"type":"web","settings":{"identity":"open","allowedOrigins":"https://shop.example"}}
            """);
        Assert.Equal(HttpStatusCode.Created, put.Status);
        Assert.StartsWith(
            """
            {"namespace":"app","bot":"echo","id":"shop","type":"web","path":"/io/app/echo/shop","source":"api","version":1,"active":true,"identity":"open","warning":"anybody may be any user here","settings":{"allowedOrigins":"https://shop.example","escapeHtml":"true"
            """,
            put.Text,
            Ordinal);
        Assert.Contains("turn 1 hello", (await Say(silo, "hello", "1")).Text, Ordinal);
        Assert.Equal("https://shop.example", await AllowedOrigin(silo));

        silo.Kill();
        await silo.Start();
        Assert.Equal(put.Text, (await Ask(silo, "GET", Shop)).Text);
        Assert.Contains("turn 2 again", (await Say(silo, "again", "2")).Text, Ordinal);

        var changed = await Ask(silo, "PUT", Shop, Web);
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal("*", await AllowedOrigin(silo));

        Assert.Equal(HttpStatusCode.NoContent, (await Ask(silo, "DELETE", Shop)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Ask(silo, "DELETE", Shop)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Ask(silo, "GET", Shop)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Say(silo, "gone", "3")).Status);
        silo.Kill();
        await silo.Start();
        Assert.Equal(HttpStatusCode.NotFound, (await Say(silo, "gone", "3")).Status);
        Assert.False(File.Exists(Path.Combine(silo.Folder, "secrets.key")));
    }

    [Fact]
    public async Task What_the_configuration_declares_is_shown_and_cannot_be_changed()
    {
        await using var silo = await Started(
            "--Tock:Endpoints:0:namespace=app",
            "--Tock:Endpoints:0:bot=echo",
            "--Tock:Endpoints:0:id=shop",
            "--Tock:Endpoints:0:type=web",
            "--Tock:Endpoints:0:settings:identity=open");
        Assert.Equal(HttpStatusCode.Conflict, (await Ask(silo, "PUT", Shop, Web)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Ask(silo, "DELETE", Shop)).Status);
        var list = await Ask(silo, "GET", "/admin/api/endpoints");
        Assert.Equal(
            ["app/demo/web configuration", "app/echo/shop configuration"],
            JsonElement.Parse(list.Text).GetProperty("endpoints").EnumerateArray()
                .Select(found => $"{found.GetProperty("path").GetString()![4..]} "
                    + found.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task Without_a_key_set_there_is_no_administration_and_without_it_no_entry()
    {
        var addresses = new (string Method, string Path)[]
        {
            ("GET", "/admin/api/connectors"),
            ("GET", "/admin/api/endpoints"),
            ("GET", Shop),
            ("PUT", Shop),
            ("DELETE", Shop),
            ("GET", Shop + "/health"),
            ("GET", Shop + "/dead-letters"),
            ("POST", Shop + "/dead-letters/replay"),
        };
        await using var off = await SiloProcess.Started();
        await using var silo = await Started();
        foreach (var (method, path) in addresses)
        {
            var body = method is "PUT" or "POST" ? Web : null;
            Assert.Equal(HttpStatusCode.NotFound, (await Ask(off, method, path, body)).Status);
            foreach (var wrong in (string?[])[null, "", Key + "x", Key[1..]])
                Assert.Equal(
                    HttpStatusCode.Unauthorized,
                    (await Ask(silo, method, path, body, wrong)).Status);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await Say(silo, "hello", "1")).Status);
    }

    [Fact]
    public async Task What_is_not_right_is_refused_as_problem_json()
    {
        await using var silo = await Started();
        var large = $$"""{"type":"{{new string('x', 70_000)}}"}""";
        foreach (var (status, path, body, contentType) in new[]
        {
            (400, Shop, "not json", "application/json"),
            (400, Shop, """{"type":"pigeon"}""", "application/json"),
            (400, Shop, """{"type":"web","settings":{"colour":"red"}}""", "application/json"),
            (400, "/admin/api/endpoints/app/nobody/shop", Web, "application/json"),
            (400, "/admin/api/endpoints/app/echo/sh%2Aop", Web, "application/json"),
            (413, Shop, large, "application/json"),
            (415, Shop, Web, "text/plain"),
            (415, Shop, Web, "application/x-www-form-urlencoded"),
        })
        {
            var answer = await Ask(silo, "PUT", path, body, Key, contentType);
            Assert.Equal((status, "application/problem+json"), ((int)answer.Status, answer.Type));
            Assert.Equal(status, JsonElement.Parse(answer.Text).GetProperty("status").GetInt32());
        }
        Assert.Equal(HttpStatusCode.NotFound, (await Ask(silo, "GET", Shop)).Status);
    }

    [Fact]
    public async Task Connectors_are_described_well_enough_to_draw_a_form()
    {
        await using var silo = await Started();
        var connectors = await Ask(silo, "GET", "/admin/api/connectors");
        var web = JsonElement.Parse(connectors.Text).GetProperty("connectors").EnumerateArray()
            .Single(connector => connector.GetProperty("type").GetString() == "web");
        Assert.Equal("Web", web.GetProperty("title").GetString());
        Assert.Equal(
            "Synchronous", web.GetProperty("capabilities").GetProperty("reply").GetString());
        Assert.Equal(
            """
            {"name":"escapeHtml","title":"Escape HTML","help":"Whether texts are plain and shown as written; false where a story sends HTML on purpose.","kind":"Boolean","required":false,"secret":false,"default":"true","min":0,"max":4096}
            """,
            web.GetProperty("settings").EnumerateArray().Single(field =>
                field.GetProperty("name").GetString() == "escapeHtml").GetRawText());
    }

    [Fact]
    public async Task An_endpoint_without_dead_letters_has_an_empty_page_and_nothing_to_replay()
    {
        await using var silo = await Started();
        await Ask(silo, "PUT", Shop, Web);
        Assert.Equal(
            """{"letters":[]}""", (await Ask(silo, "GET", Shop + "/dead-letters")).Text);
        var order = await Ask(silo, "POST", Shop + "/dead-letters/replay", """{"all":true}""");
        Assert.Equal("""{"replayed":0,"more":false}""", order.Text);
    }

    [Fact]
    public async Task A_key_that_is_none_ends_the_start_with_its_path()
    {
        await using var silo = new SiloProcess("--Tock:Secrets:Keys:0=c2hvcnQ=");
        await silo.StartToFail();
        Assert.NotEqual(0, silo.ExitCode);
        Assert.Contains("Tock:Secrets:Keys:0 must be 32 bytes", silo.Output, Ordinal);
        Assert.DoesNotContain("c2hvcnQ=", silo.Output, Ordinal);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static Task<SiloProcess> Started(params string[] settings) =>
        SiloProcess.Started([$"--Tock:Admin:Key={Key}", .. settings]);

    private static async Task<(HttpStatusCode Status, string? Type, string Text)> Ask(
        SiloProcess silo,
        string method,
        string path,
        string? body = null,
        string? key = Key,
        string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, contentType);
        return await Send(silo, request);
    }

    private static async Task<(HttpStatusCode Status, string? Type, string Text)> Say(
        SiloProcess silo, string text, string eventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/io/app/echo/shop")
        {
            Content = new StringContent(
                JsonSerializer.Serialize(new { query = text, userId = "u", eventId })),
        };
        return await Send(silo, request);
    }

    private static async Task<(HttpStatusCode Status, string? Type, string Text)> Send(
        SiloProcess silo, HttpRequestMessage request)
    {
        using var answer = await silo.Client.SendAsync(
            request, TestContext.Current.CancellationToken);
        return (
            answer.StatusCode,
            answer.Content.Headers.ContentType?.MediaType,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<string> AllowedOrigin(SiloProcess silo)
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/io/app/echo/shop");
        preflight.Headers.Add("Origin", "https://shop.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        using var answer = await silo.Client.SendAsync(
            preflight, TestContext.Current.CancellationToken);
        return answer.Headers.GetValues("Access-Control-Allow-Origin").Single();
    }
}
