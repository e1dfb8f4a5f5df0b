using System.Text;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.Simulation.Tests;

public sealed class SlackSignerTests
{
    // Slack's own: https://docs.slack.dev/authentication/verifying-requests-from-slack
    [Fact]
    public void The_example_of_the_vendor_comes_out()
    {
        const string Body =
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
            + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
            + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
            + "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
            + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

        Assert.Equal(
            "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
            SlackSigner.Sign(
                "8f742231b10e8888abcd99yyyzzz85a5", 1531420618, Encoding.UTF8.GetBytes(Body)));
    }

    // Checked with openssl dgst -sha256 -hmac.
    [Fact]
    public void A_JSON_body_is_signed_as_its_bytes() => Assert.Equal(
        "v0=5be03a7c05a7907bd29bfb80110847b7ce44052d8de8166ad747c9fce8cf8f7c",
        SlackSigner.Sign(
            "slack_signing_secret_for_tests",
            1766458026,
            Encoding.UTF8.GetBytes(
                """
                {"type":"event_callback","team_id":"T00FAKE00AA","api_app_id":"A00FAKEAPP01","event":{"type":"message","user":"U00FAKEUSER1","ts":"1766458026.240809","text":"hi","channel":"D00FAKEDM001","channel_type":"im","event_ts":"1766458026.240809"},"event_id":"Ev0TEST0001","event_time":1766458026}
                """)));
}
