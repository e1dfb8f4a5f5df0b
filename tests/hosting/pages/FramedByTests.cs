using Microsoft.Extensions.Options;

namespace TockOrleans.Hosting.Tests.Pages;

/// <summary>Who may show the chat page in a frame.</summary>
public sealed class FramedByTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("shop.example")]
    [InlineData("https://shop.example/")]
    [InlineData("https://shop.example/chat")]
    [InlineData("https://shop.example; script-src *")]
    [InlineData("https://ann@shop.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("'self'")]
    public async Task What_is_no_origin_ends_the_start(string site)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => Node.Start(
            "--Tock:Ingress:FramedBy:0=https://shop.example", $"--Tock:Ingress:FramedBy:1={site}"));
        Assert.Contains(
            "Tock:Ingress:FramedBy:1 must be an origin", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_does_unless_named()
    {
        await using var node = await Node.Start();
        Assert.EndsWith("frame-ancestors 'none'", await Policy(node), StringComparison.Ordinal);
        await using var open = await Node.Start(
            "--Tock:Ingress:FramedBy:0=https://shop.example", "--Tock:Ingress:FramedBy:1=*");
        Assert.EndsWith(
            "frame-ancestors https://shop.example *", await Policy(open), StringComparison.Ordinal);
    }

    private static async Task<string> Policy(Node node)
    {
        using var client = new HttpClient { BaseAddress = node.Address };
        using var page = await client.GetAsync(
            new Uri("/?endpoint=/io/app/echo/web", UriKind.Relative), Stop);
        return page.Headers.GetValues("Content-Security-Policy").Single();
    }
}
