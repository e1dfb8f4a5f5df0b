using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace TockOrleans.Hosting.Tests.Identity;

/// <summary>
/// Two users in every way to know them, over HTTP: neither writes as the other, or reads what the
/// other is told.
/// </summary>
public sealed class IdentityTests(IdentityNode site) : IClassFixture<IdentityNode>
{
    private const string Cookie = "Cookie";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_browser_is_who_its_cookie_says_whatever_the_page_says()
    {
        var ann = await FirstCookie();
        var bob = await FirstCookie();
        Assert.NotEqual(ann, bob);
        Assert.Equal("turn 2 a", await Say("cookie", "a", "x", (Cookie, ann)));
        // Both say they are the same user, and are not.
        Assert.Equal("turn 2 b", await Say("cookie", "b", "x", (Cookie, bob)));
        await AssertReadsItsOwnAlone("cookie", "userid=x", (Cookie, ann), (Cookie, bob), 3);

        var forged = ann[..^4] + (ann.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA");
        using var refused = await Post("cookie", "c", "x", (Cookie, forged));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.StartsWith(
            "tock_user_id=; Max-Age=0;", SetCookie(refused), StringComparison.Ordinal);
        AssertLogged("cookie", "the signature of the user is wrong");
        using var foreign = await Post(
            "cookie", "c", "x", (Cookie, ann), ("Origin", "https://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        AssertLogged("cookie", "a page of a foreign origin sent it");
        Assert.Equal("turn 4 a", await Say("cookie", "a", "x", (Cookie, ann)));
    }

    [Fact]
    public async Task Pages_that_are_named_may_send_the_cookie_and_no_other_may()
    {
        using var named = await Preflight("cookie", IdentityNode.Page);
        Assert.Equal("true", Header(named, "Access-Control-Allow-Credentials"));
        Assert.Equal(IdentityNode.Page, Header(named, "Access-Control-Allow-Origin"));
        using var other = await Preflight("cookie", "https://evil.example");
        Assert.Null(Header(other, "Access-Control-Allow-Credentials"));
        Assert.Null(Header(other, "Access-Control-Allow-Origin"));
        using var open = await Preflight("open", "https://any.example");
        Assert.Equal("*", Header(open, "Access-Control-Allow-Origin"));
        Assert.Null(Header(open, "Access-Control-Allow-Credentials"));
        using var stream = await site.Client.GetAsync(
            Address("cookie", "/sse"), HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.StartsWith("tock_user_id=", SetCookie(stream), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_of_the_login_is_who_its_token_says()
    {
        var (ann, bob) = (Bearer(site.Token("ann")), Bearer(site.Token("bob")));
        Assert.Equal("turn 1 a", await Say("jwt", "a", "bob", ann));
        Assert.Equal("turn 1 b", await Say("jwt", "b", "ann", bob));
        await AssertReadsItsOwnAlone("jwt", "userid=bob", ann, bob, 2);
        // A browser's EventSource sends no headers.
        using var stream = await site.Client.GetAsync(
            Address("jwt", $"/sse?access_token={site.Token("ann")}"),
            HttpCompletionOption.ResponseHeadersRead,
            Stop);
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);

        Assert.Equal(1, site.Asked);
        // A name of no key is asked for once more at the most, and is no trouble of ours.
        using var refused = await Post("jwt", "c", "ann", Bearer(site.Token("ann", "k2")));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        AssertLogged("jwt", "it is signed with a key that is not among the published ones");
        Assert.InRange(site.Asked, 1, 2);
        using var none = await site.Client.GetAsync(Address("jwt", "/sse?userid=ann"), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        AssertLogged("jwt", "the token is missing");
        Assert.Equal("turn 3 a", await Say("jwt", "a", "bob", ann));
    }

    [Fact]
    public async Task A_user_of_a_signed_link_is_who_the_site_says_for_as_long_as_it_says()
    {
        var life = TimeSpan.FromMinutes(5);
        var ann = Bearer(IdentityNode.Link("ann", life));
        var bob = Bearer(IdentityNode.Link("bob", life));
        Assert.Equal("turn 1 a", await Say("link", "a", "bob", ann));
        Assert.Equal("turn 1 b", await Say("link", "b", "ann", bob));
        await AssertReadsItsOwnAlone("link", "userid=bob", ann, bob, 2);
        using var expired = await Post(
            "link", "c", "ann", Bearer(IdentityNode.Link("ann", TimeSpan.FromSeconds(-1))));
        Assert.Equal(HttpStatusCode.Unauthorized, expired.StatusCode);
        AssertLogged("link", "the signed user is expired");
        Assert.Equal("turn 3 a", await Say("link", "a", "bob", ann));
    }

    [Fact]
    public async Task A_stream_ends_with_the_proof_that_opened_it()
    {
        HttpResponseMessage? stream = null;
        // A busy machine may be late for so short a one.
        await Poll.Until(async () =>
        {
            stream?.Dispose();
            var token = IdentityNode.Link("cid", TimeSpan.FromSeconds(2));
            stream = await site.Client.GetAsync(
                Address("link", $"/sse?token={token}"),
                HttpCompletionOption.ResponseHeadersRead,
                Stop);
            return stream.StatusCode == HttpStatusCode.OK;
        });
        using var lines = new StreamReader(await stream!.Content.ReadAsStreamAsync(Stop));
        Assert.Contains("event: ping", await lines.ReadToEndAsync(Stop), StringComparison.Ordinal);
        stream.Dispose();
    }

    [Fact]
    public async Task Operators_see_how_each_endpoint_knows_its_users_and_are_warned_of_open_ones()
    {
        var list = await site.Node.Admin("GET", "endpoints");
        Assert.Equal(
            [
                "bridge: open (anybody may be any user here)", "cookie: cookie", "jwt: jwt",
                "link: link", "open: open (anybody may be any user here)", "test: channel",
            ],
            list.Json.GetProperty("endpoints").EnumerateArray().Select(endpoint =>
                endpoint.GetProperty("id").GetString()!.Split('/')[^1] + ": "
                + (endpoint.TryGetProperty("identity", out var way) ? way.GetString() : "")
                + (endpoint.TryGetProperty("warning", out var text) ? $" ({text})" : "")));
        Assert.Single(site.Node.Log.Lines, line => line == (
            LogLevel.Warning,
            "Anybody may be any user on app/echo/bridge, app/echo/open: identity is"
            + " open, which is for trials"));
        // One that is made later, too.
        await site.Node.Admin(
            "PUT", "endpoints/app/echo/later", """{"type":"web","settings":{"identity":"open"}}""");
        Assert.Single(site.Node.Log.Lines, line => line.Text.StartsWith(
            "Anybody may be any user on app/echo/later:", StringComparison.Ordinal));
        await site.Node.Admin("DELETE", "endpoints/app/echo/later");
    }

    // Each asks for what the other is told: what is said to the one comes to the one alone.
    private async Task AssertReadsItsOwnAlone(
        string way, string query, (string, string) one, (string, string) two, int turn)
    {
        using var stream = await Open(way, query, two);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(Stop));
        // From its first id on it misses nothing.
        while (await Next(lines, "id: ") is null)
            Assert.Fail("the stream ended");
        Assert.Equal($"turn {turn} secret", await Say(way, "secret", "x", one));
        Assert.Equal($"turn {turn} mine", await Say(way, "mine", "x", two));
        while (await Next(lines, "data: ") is { } data)
            if (data != "1")
            {
                Assert.Equal($"turn {turn} mine", TextOf(JsonElement.Parse(data)));
                return;
            }
        Assert.Fail("the stream ended");
    }

    private async Task<string?> Next(StreamReader lines, string begin)
    {
        while (await lines.ReadLineAsync(Stop) is { } line)
            if (line.StartsWith(begin, StringComparison.Ordinal))
                return line[begin.Length..];
        return null;
    }

    private async Task<string> FirstCookie()
    {
        using var answer = await Post("cookie", "hello", "x", ("Origin", IdentityNode.Page));
        answer.EnsureSuccessStatusCode();
        var cookie = SetCookie(answer);
        Assert.EndsWith(
            "; Path=/io/app/echo/cookie; Secure; HttpOnly; SameSite=None",
            cookie,
            StringComparison.Ordinal);
        return cookie[..cookie.IndexOf(';', StringComparison.Ordinal)];
    }

    private async Task<HttpResponseMessage> Open(
        string way, string query, (string Name, string Value) proof)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(way, $"/sse?{query}"));
        request.Headers.TryAddWithoutValidation(proof.Name, proof.Value);
        var answer = await site.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, Stop);
        return answer.EnsureSuccessStatusCode();
    }

    private async Task<string> Say(
        string way, string text, string user, (string Name, string Value) proof)
    {
        using var answer = await Post(way, text, user, proof);
        answer.EnsureSuccessStatusCode();
        return TextOf(await answer.Content.ReadFromJsonAsync<JsonElement>(Stop));
    }

    private async Task<HttpResponseMessage> Post(
        string way, string text, string user, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(way, ""))
        {
            Content = JsonContent.Create(new { query = text, userId = user }),
        };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await site.Client.SendAsync(request, Stop);
    }

    private async Task<HttpResponseMessage> Preflight(string way, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, Address(way, ""));
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type");
        return await site.Client.SendAsync(request, Stop);
    }

    private void AssertLogged(string way, string reason) => Assert.Contains(
        $"A request to app/echo/{way} was rejected: {reason}",
        site.Node.Log.Lines.Select(line => line.Text));

    private static (string, string) Bearer(string token) => ("Authorization", $"Bearer {token}");

    private static Uri Address(string way, string rest) =>
        new($"/io/app/echo/{way}{rest}", UriKind.Relative);

    private static string TextOf(JsonElement answer) =>
        Assert.Single(answer.GetProperty("responses").EnumerateArray())
            .GetProperty("text").GetString()!;

    private static string SetCookie(HttpResponseMessage answer) =>
        Header(answer, "Set-Cookie")!;

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;
}
