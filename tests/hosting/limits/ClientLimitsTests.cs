using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TockOrleans.Hosting.Tests.Limits;

/// <summary>
/// Floods of one user and of one address, over HTTP behind a declared proxy: the others are left
/// alone, and vendors are not limited.
/// </summary>
public sealed class ClientLimitsTests(LimitedNode node) : IClassFixture<LimitedNode>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_users_flood_is_refused_in_json_that_kits_read_and_leaves_others_alone()
    {
        using var refused = await Flood("198.51.100.1", _ => "flooder");
        Assert.NotNull(refused);
        Assert.Equal("1", refused.Headers.RetryAfter!.ToString());
        Assert.Equal("application/json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            """{"responses":[],"metadata":{},"error":"too many requests of this user"}""",
            await refused.Content.ReadAsStringAsync(Stop));
        Assert.Contains(
            "Requests to app/echo/web were answered 429: too many requests of this user",
            node.Node.Log.Lines.Select(line => line.Text));
        Assert.True(node.Limited("user") > 0);
        // From the same address, too.
        using var other = await Post("198.51.100.1", "somebody-else");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        // The user comes back, once there are tokens again.
        await Poll.Until(async () =>
        {
            using var again = await Post("198.51.100.1", "flooder");
            return again.StatusCode == HttpStatusCode.OK;
        });
    }

    [Theory]
    [InlineData("203.0.113.1", "203.0.113.1", "203.0.113.2")]
    // What a client says of itself stands before what the proxy saw.
    [InlineData("203.0.113.3", "10.9.9.9, 203.0.113.3", "203.0.113.3, 203.0.113.4")]
    // Through a second declared proxy.
    [InlineData("203.0.113.5, 10.1.2.3", "203.0.113.5, 10.3.2.1", "203.0.113.6, 10.1.2.3")]
    // Of version 6 a network is one, and version 4 is version 4 however it is written.
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", "2001:db8:0:2::1")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", "::ffff:203.0.113.8")]
    public async Task One_addresss_flood_leaves_other_addresses_alone(
        string flooding, string same, string other)
    {
        using var refused = await Flood(flooding, n => $"{flooding} {n}");
        Assert.NotNull(refused);
        Assert.Contains(
            "too many requests from this address",
            await refused.Content.ReadAsStringAsync(Stop),
            StringComparison.Ordinal);
        using var also = await Flood(same, n => $"{same} again {n}", LimitedNode.Burst - 1);
        Assert.NotNull(also);
        using var free = await Post(other, $"{other} of {flooding}");
        Assert.Equal(HttpStatusCode.OK, free.StatusCode);
        Assert.True(node.Limited("address") > 0);
    }

    [Fact]
    public async Task A_vendor_may_call_as_often_as_it_likes()
    {
        for (var call = 0; call < LimitedNode.Flood; call++)
        {
            var answer = await node.Node.Send("POST", "/io/app/echo/vault", "{}", request =>
            {
                request.Headers.Add("x-secret", LimitedNode.Secret);
                request.Headers.Add("X-Forwarded-For", "192.0.2.200");
            });
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        }
    }

    [Fact]
    public async Task An_address_holds_so_many_streams_and_others_hold_their_own()
    {
        var first = await Open("192.0.2.1", "s1");
        using var second = await Open("192.0.2.1", "s2");
        Assert.True(first.IsSuccessStatusCode && second.IsSuccessStatusCode);
        using var third = await Open("192.0.2.1", "s3");
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.Equal("10", third.Headers.RetryAfter!.ToString());
        Assert.StartsWith(
            """{"responses":[]""",
            await third.Content.ReadAsStringAsync(Stop),
            StringComparison.Ordinal);
        Assert.Equal(1, node.Limited("address streams"));
        using var other = await Open("192.0.2.2", "s4");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        first.Dispose();
        await Poll.Until(async () =>
        {
            using var again = await Open("192.0.2.1", "s1");
            return again.StatusCode == HttpStatusCode.OK;
        });
    }

    private async Task<HttpResponseMessage?> Flood(
        string from, Func<int, string> user, int count = LimitedNode.Flood)
    {
        HttpResponseMessage? refused = null;
        for (var n = 0; n < count && refused is null; n++)
        {
            var answer = await Post(from, user(n));
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                refused = answer;
            else
                answer.EnsureSuccessStatusCode().Dispose();
        }
        return refused;
    }

    private Task<HttpResponseMessage> Post(string from, string user) => Send(
        from,
        new HttpRequestMessage(HttpMethod.Post, new Uri("/io/app/echo/web", UriKind.Relative))
        {
            Content = JsonContent.Create(new { query = "hi", userId = user }),
        });

    private Task<HttpResponseMessage> Open(string from, string user) => Send(
        from,
        new HttpRequestMessage(
            HttpMethod.Get, new Uri($"/io/app/echo/web/sse?userid={user}", UriKind.Relative)));

    private async Task<HttpResponseMessage> Send(string from, HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.Add("X-Forwarded-For", from);
            return await node.Client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, Stop);
        }
    }
}
