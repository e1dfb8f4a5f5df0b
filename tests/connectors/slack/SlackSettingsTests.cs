using TockOrleans.Connectors.Contract;
using TockOrleans.Connectors.Slack;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Sockets;

/// <summary>Which settings of Slack's need each other.</summary>
public sealed class SlackSettingsTests
{
    [Fact]
    public void Without_a_socket_requests_must_be_verified() => Assert.Equal(
        ["here:signingSecret is required: it proves that requests come from Slack"],
        Problems(("botToken", "xoxb-1")));

    [Fact]
    public void A_socket_needs_its_token_and_no_signing_secret()
    {
        Assert.Equal(
            ["here:appToken is required for Socket Mode"],
            Problems(("socketModeEnabled", "true"), ("signingSecret", "s")));
        Assert.Empty(Problems(("socketModeEnabled", "true"), ("appToken", "xapp-1")));
    }

    [Fact]
    public void An_endpoint_has_a_connection_in_Socket_Mode_alone()
    {
        Assert.Null(Create(out _, ("signingSecret", "s"))!.Connection);
        Assert.NotNull(
            Create(out _, ("socketModeEnabled", "true"), ("appToken", "xapp-1"))!.Connection);
    }

    private static IReadOnlyList<string> Problems(params (string Name, string Value)[] given)
    {
        Create(out var problems, given);
        return problems;
    }

    private static BotEndpoint? Create(
        out IReadOnlyList<string> problems, params (string Name, string Value)[] given) =>
        BotEndpoint.Create(
            new EndpointId("app", "demo", "slack"),
            new SlackConnector(),
            given.ToDictionary(one => one.Name, one => (string?)one.Value),
            "here",
            out problems);
}
