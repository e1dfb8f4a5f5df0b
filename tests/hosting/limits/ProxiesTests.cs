using System.Net;
using Microsoft.Extensions.Logging;

namespace TockOrleans.Hosting.Tests.Limits;

/// <summary>Of whom <c>X-Forwarded-For</c> is believed, and how proxies are declared.</summary>
public sealed class ProxiesTests
{
    private const string Body = """{"query":"hi","userId":"ann"}""";
    private const string Warning = "Requests come with X-Forwarded-For, which is not believed";

    [Fact]
    public async Task The_header_of_who_is_no_declared_proxy_is_not_believed()
    {
        await using var node = await Node.Start(
            "--Tock:Ingress:RequestsPerAddress=1", "--Tock:Ingress:BurstPerAddress=1",
            "--Tock:Ingress:Proxies:0=10.0.0.7");
        await AssertFree(node);
    }

    [Fact]
    public async Task A_proxy_that_nobody_declared_is_told_of_once()
    {
        await using var node = await Node.Start(
            "--Tock:Ingress:RequestsPerAddress=1", "--Tock:Ingress:BurstPerAddress=1");
        await AssertFree(node);
        var (level, _) = Assert.Single(
            node.Log.Lines, line => line.Text.StartsWith(Warning, StringComparison.Ordinal));
        Assert.Equal(LogLevel.Warning, level);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("10.0.0.0/33")]
    [InlineData("*")]
    public async Task What_is_no_address_ends_the_start_with_its_path(string proxy)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Node.Start(
            "--Tock:Ingress:Proxies:0=10.0.0.0/8", $"--Tock:Ingress:Proxies:1={proxy}"));
        Assert.Contains(
            "Tock:Ingress:Proxies:1 must be an address", failure.Message, StringComparison.Ordinal);
    }

    // From this machine itself, whatever the header says, nobody is limited by address.
    private static async Task AssertFree(Node node)
    {
        for (var call = 0; call < 20; call++)
        {
            var answer = await node.Send(
                "POST",
                "/io/app/echo/web",
                Body,
                request => request.Headers.Add("X-Forwarded-For", "203.0.113.1"));
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        }
    }
}
