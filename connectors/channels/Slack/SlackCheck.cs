using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Asks Slack whose the token is: https://docs.slack.dev/reference/methods/auth.test. It takes no
/// scope.
/// </summary>
internal sealed class SlackCheck : ICredentialCheck
{
    private const string Method = "auth.test";

    public async Task<DeliveryOutcome> Check(
        ChannelCall call, HttpClient http, CancellationToken stop)
    {
        if (SlackClient.Token(call.Settings, call.Credentials) is not { } token)
            return new DeliveryOutcome.CredentialsInvalid("no token");
        using var request = SlackClient.Get(SlackSettings.Address(call.Settings, Method), token);
        var reply = await SlackReply.Ask(http, request, Read, stop);
        return reply.Failure ?? reply.Answer switch
        {
            { Ok: true } answer => new DeliveryOutcome.Accepted(answer.Text),
            { Text: { } error } => new DeliveryOutcome.CredentialsInvalid(error),
            _ => new DeliveryOutcome.Unknown($"status {(int)reply.Status}"),
        };
    }

    // Whose it is, or why not.
    private static Owner? Read(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        return root.Flag("ok")
            ? new Owner(
                true,
                $"{root.Text("team", Bounds.LabelMax)} / {root.Text("user", Bounds.LabelMax)}")
            : new Owner(false, root.Text("error", Bounds.LabelMax));
    }

    private sealed record Owner(bool Ok, string? Text);
}
