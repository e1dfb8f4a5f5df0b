using TockOrleans.Connectors.Slack;
using TockOrleans.Connectors.Tests.Conformance;

namespace TockOrleans.Connectors.Tests.Sockets;

/// <summary>Where the bot speaks first.</summary>
public sealed class SlackAddressTests
{
    private static readonly SlackConnector Connector = new();

    [Theory]
    [InlineData("T1:U1", null, """{"channel":"U1","user":"U1","team":"T1"}""")]
    [InlineData("T1:U1", "C1", """{"channel":"C1","user":"U1","team":"T1"}""")]
    [InlineData(
        "T1:U1", "C1:1.2", """{"channel":"C1","thread_ts":"1.2","user":"U1","team":"T1"}""")]
    [InlineData("E1:U1", null, """{"channel":"U1","user":"U1","team":"E1"}""")]
    [InlineData("U1", null, null)]
    [InlineData("T1:", null, null)]
    [InlineData("T1:U1", "C1:1.2:3", null)]
    public void A_user_who_never_wrote_has_an_address(string user, string? thread, string? address)
    {
        var settings = CaseFolder.Make(Connector, [], "slack");
        Assert.Equal(address, Connector.AddressOf(user, thread, settings));
    }

    [Theory]
    [InlineData("T1:U1", "T1")]
    [InlineData("E1:U1", "E1")]
    public void Who_never_wrote_is_spoken_to_with_the_token_of_workspace_or_organisation(
        string user, string account)
    {
        var settings = CaseFolder.Make(
            Connector, new() { ["clientId"] = "1.2", ["clientSecret"] = "secret" }, "slack");
        Assert.Equal(account, Connector.Accounts.AccountOf(
            settings, Connector.AddressOf(user, null, settings)!));
    }

    [Fact]
    public void An_address_that_expires_is_left_out_of_what_lasts()
    {
        Assert.Equal(
            """{"channel":"C1","user":"U1","team":"T1"}""",
            Connector.LastingAddress(
                """
                {"channel":"C1","user":"U1","team":"T1","ephemeral":true,
                 "response_url":"https://hooks.slack.com/commands/1"}
                """));
        var lasting = """{"channel":"D1","user":"U1","team":"T1"}""";
        Assert.Same(lasting, Connector.LastingAddress(lasting));
    }
}
