using TockOrleans.Connectors.Contract;
using TockOrleans.Connectors.Slack;
using TockOrleans.Connectors.Tests.Conformance;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Sockets;

/// <summary>What no recorded answer shows.</summary>
public sealed class SlackClientTests
{
    private static readonly SlackConnector Connector = new();

    [Fact]
    public async Task An_answer_that_stands_still_in_its_body_is_not_waited_for_for_ever() =>
        Assert.Equal(
            new DeliveryOutcome.Unknown("no answer in time"),
            await Standstill.Send(Connector, new Delivery(
                CaseFolder.Make(Connector, new() { ["botToken"] = "xoxb-test" }, "slack"),
                null,
                """{"channel":"D1","user":"U1","team":"T1"}""",
                """{"method":"chat.postMessage","body":{"channel":"D1","text":"hi"}}""",
                "key")));

    [Theory]
    [InlineData("https://files.example.org/slack/a.pdf", true)]
    [InlineData("https://files.example.org/slack/deep/../a.pdf", true)]
    [InlineData("https://files.example.org:443/slack/a.pdf", true)]
    [InlineData("https://files.example.org/slack/a..b.pdf", true)]
    [InlineData("https://files.example.org/slack", false)]
    [InlineData("https://files.example.org/slackers/a.pdf", false)]
    [InlineData("https://files.example.org/slack/../a.pdf", false)]
    [InlineData("https://files.example.org/slack/%2e%2e/a.pdf", false)]
    [InlineData("https://files.example.org/slack/..%2fa.pdf", false)]
    [InlineData("https://files.example.org/slack/..%5Ca.pdf", false)]
    [InlineData("https://files.example.org/SLACK/a.pdf", false)]
    [InlineData("https://files.example.org:8443/slack/a.pdf", false)]
    [InlineData("http://files.example.org/slack/a.pdf", false)]
    [InlineData("https://me@files.example.org/slack/a.pdf", false)]
    [InlineData("https://files.example.org@evil.example/slack/a.pdf", false)]
    [InlineData("https://evil.example/slack/a.pdf", false)]
    [InlineData("file:///slack/a.pdf", false)]
    public void Only_what_lies_below_the_address_of_files_is_uploaded(string url, bool uploaded)
    {
        var settings = CaseFolder.Make(
            Connector, new() { ["filesUrl"] = "https://files.example.org/slack" }, "slack");
        var payload = Assert.Single(Connector.Renderer.Render(
            new MediaMessage(new Media(url, MediaKind.File)),
            new RenderContext(settings, "1", """{"channel":"D1","user":"U1","team":"T1"}""")));
        Assert.Equal(
            uploaded, payload.StartsWith("""{"method":"upload",""", StringComparison.Ordinal));
    }
}
