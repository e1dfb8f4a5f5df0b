using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// Asks whose the token is: it must be the page's own.
/// https://developers.facebook.com/docs/graph-api/reference/page
/// </summary>
internal sealed class MessengerCheck : ICredentialCheck
{
    public async Task<DeliveryOutcome> Check(
        ChannelCall call, HttpClient http, CancellationToken stop)
    {
        using var request = MessengerGraph.Get(call, "me", "fields=id,name");
        var reply = await MessengerReply.Ask(http, request, stop);
        if (reply.Failure is { } failure)
            return failure;
        if (MessengerOutcomes.ErrorOf(reply) is { } error)
            return error.Code is 1 or 2 or 4 or 17 or 32 or 613
                ? new DeliveryOutcome.Unknown(MessengerOutcomes.Name(error))
                : new DeliveryOutcome.CredentialsInvalid(MessengerOutcomes.Name(error));
        if (reply.Answer?.Id("id") is not { } id)
            return new DeliveryOutcome.Unknown($"http {(int)reply.Status}");
        return id == call.Settings.Required(MessengerSettings.PageId)
            ? new DeliveryOutcome.Accepted(reply.Answer?.Text("name", Bounds.LabelMax) ?? id)
            : new DeliveryOutcome.CredentialsInvalid($"the token is that of {id}");
    }
}
