using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace TockOrleans.EndToEnd.Tests.Http;

/// <summary>Bad input gets the right 4xx and leaves no trace in any session.</summary>
public sealed class BadInputTests(BadInputTests.Silo fixture) : IClassFixture<BadInputTests.Silo>
{
    private const string Echo = "/io/app/echo/web";
    private const string Good = """{"query":"hi","userId":"victim"}""";

    private static readonly (string Method, string Address, byte[] Body, HttpStatusCode Expected)[]
        Requests =
    [
        ("POST", Echo, [], HttpStatusCode.BadRequest),
        ("POST", Echo, Bytes("not json"), HttpStatusCode.BadRequest),
        ("POST", Echo, Bytes("""{"query":"hi","userId":"victim" """), HttpStatusCode.BadRequest),
        ("POST", Echo, Bytes("null"), HttpStatusCode.BadRequest),
        ("POST", Echo, Bytes("[]"), HttpStatusCode.BadRequest),
        ("POST", Echo, Bytes("\"text\""), HttpStatusCode.BadRequest),
        ("POST", Echo, Bytes(Deep(10_000)), HttpStatusCode.BadRequest),
        (
            "POST", Echo,
            Bytes($$"""{"userId":"victim","x":{{Deep(100)}}}"""),
            HttpStatusCode.BadRequest),
        ("POST", Echo, new byte[2_000_000], HttpStatusCode.RequestEntityTooLarge),
        ("POST", Echo, Bytes("""{"query":"hi"}"""), HttpStatusCode.BadRequest),
        ("POST", Echo, Bytes("""{"query":"hi","userId":""}"""), HttpStatusCode.BadRequest),
        ("POST", Echo, Bytes("""{"query":"hi","userId":7}"""), HttpStatusCode.BadRequest),
        ("POST", Echo, Bytes("""{"query":["hi"],"userId":"victim"}"""), HttpStatusCode.BadRequest),
        ("POST", Echo, Bytes("""{"query":{"a":1},"userId":"victim"}"""), HttpStatusCode.BadRequest),
        ("POST", Echo, Bytes("""{"userId":"victim"}"""), HttpStatusCode.BadRequest),
        ("POST", Echo, Bytes("""{"feedback":"UP","userId":"victim"}"""), HttpStatusCode.BadRequest),
        (
            "POST", Echo,
            Bytes("""{"feedback":{"actionId":"1","vote":"SIDEWAYS"},"userId":"victim"}"""),
            HttpStatusCode.BadRequest),
        (
            "POST", Echo,
            Bytes($$"""{"query":"hi","userId":"{{new string('u', 257)}}"}"""),
            HttpStatusCode.BadRequest),
        (
            "POST", Echo,
            Bytes($$"""{"query":"{{new string('q', 40_001)}}","userId":"victim"}"""),
            HttpStatusCode.BadRequest),
        (
            "POST", Echo,
            Bytes($$"""{"query":"hi","userId":"victim","eventId":"{{new string('e', 201)}}"}"""),
            HttpStatusCode.BadRequest),
        (
            "POST", Echo,
            [.. Bytes("{\"query\":\""), 0xC3, 0x28, .. Bytes("\",\"userId\":\"victim\"}")],
            HttpStatusCode.BadRequest),
        (
            "POST", Echo,
            Bytes("""{"query":"\uD800","userId":"victim"}"""),
            HttpStatusCode.BadRequest),
        ("POST", "/io/app/echo/nowhere", Bytes(Good), HttpStatusCode.NotFound),
        ("POST", "/io/app/nobody/web", Bytes(Good), HttpStatusCode.NotFound),
        ("POST", "/io/app/echo/web/elsewhere", Bytes(Good), HttpStatusCode.NotFound),
        ("POST", "/io/%2A/echo/web", Bytes(Good), HttpStatusCode.NotFound),
        ("PUT", Echo, Bytes(Good), HttpStatusCode.MethodNotAllowed),
        ("DELETE", Echo, [], HttpStatusCode.MethodNotAllowed),
        ("GET", Echo, [], HttpStatusCode.MethodNotAllowed),
        ("GET", Echo + "/sse", [], HttpStatusCode.BadRequest),
        ("GET", Echo + "/sse?userId=one&userid=other", [], HttpStatusCode.BadRequest),
        ("POST", Echo + "/sse?userId=victim", Bytes(Good), HttpStatusCode.MethodNotAllowed),
        ("GET", Echo + "/sse/direct?userId=victim", [], HttpStatusCode.BadRequest),
    ];

    [Fact]
    public async Task Every_kind_of_bad_input_is_refused_as_json_and_no_session_is_touched()
    {
        foreach (var (method, address, body, expected) in Requests)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), address)
            {
                Content = new ByteArrayContent(body),
            };
            using var answer = await fixture.Process.Client.SendAsync(request, Stop);
            var text = await answer.Content.ReadAsStringAsync(Stop);
            var head = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(60, body.Length)));
            Assert.True(
                expected == answer.StatusCode,
                $"{method} {address} {head}: {answer.StatusCode}, not {expected}: {text}");
            using var json = JsonDocument.Parse(text);
            Assert.NotEmpty(json.RootElement.GetProperty("error").GetString()!);
        }
        var client = new EchoClient(fixture.Process, "victim");
        Assert.Equal("turn 1 hi", await client.Say("hi", "first"));
    }

    [Fact]
    public async Task A_body_without_a_length_is_cut_off_at_the_limit()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Echo)
        {
            Content = new StreamContent(new MemoryStream(new byte[3_000_000])),
        };
        request.Headers.TransferEncodingChunked = true;
        using var answer = await fixture.Process.Client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Odd_headers_of_old_clients_do_no_harm()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Echo)
        {
            Content = new ByteArrayContent(
                Bytes("""{"query":"hi","userId":"flutter","locale":"fr"}""")),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", "charset=utf-8");
        using var answer = await fixture.Process.Client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_page_of_another_origin_may_ask_and_read()
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, Echo);
        preflight.Headers.Add("Origin", "https://shop.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "content-type");
        using var allowed = await fixture.Process.Client.SendAsync(preflight, Stop);
        Assert.Equal("*", allowed.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains(
            "content-type",
            allowed.Headers.GetValues("Access-Control-Allow-Headers").Single(),
            StringComparison.OrdinalIgnoreCase);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Deep(int levels) =>
        string.Concat(Enumerable.Repeat("[", levels)) + new string(']', levels);

    public sealed class Silo : IAsyncLifetime
    {
        public SiloProcess Process { get; } = new();

        public async ValueTask InitializeAsync() => await Process.Start();

        public ValueTask DisposeAsync() => Process.DisposeAsync();
    }
}
