using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// Calls the Send API. Meta takes no idempotency key; ours goes as the message's metadata, which
/// comes back in its echo, also where the answer to the call is lost.
/// </summary>
internal sealed class MessengerClient : IChannelClient
{
    /// <summary>A bad parameter, such as the id of a file that is gone.</summary>
    private const int BadParameter = 100;

    private readonly MessengerUploads uploads = new();

    public IReadOnlyList<RateCost> Costs(Delivery delivery) =>
        MessengerCosts.Of(delivery.Payload, delivery.Settings);

    public async Task<DeliveryOutcome> Send(
        Delivery delivery, HttpClient http, CancellationToken stop)
    {
        var address = MessengerAddress.Read(delivery.ReplyAddress);
        var call = MessengerCall.Of(delivery.Payload, address, delivery.IdempotencyKey);
        if (call is null)
            return new DeliveryOutcome.Rejected("not a payload of this connector, or no recipient");
        var account = new ChannelCall(delivery.Settings, delivery.Credentials);
        if (call.File is { } file)
            return await SendFile(account, call, file, http, stop);
        var outcome = (await Ask(account, call, http, stop)).Outcome;
        // A sign that was not shown is no message lost, and none waits for it.
        return call.IsSign && outcome is not DeliveryOutcome.CredentialsInvalid
            ? new DeliveryOutcome.Accepted()
            : outcome;
    }

    private async Task<DeliveryOutcome> SendFile(
        ChannelCall account,
        MessengerCall call,
        MessengerFile file,
        HttpClient http,
        CancellationToken stop)
    {
        var page = account.Settings.Required(MessengerSettings.PageId);
        if (uploads.Find(page, file.Key) is { Length: > 0 } known)
        {
            var (tried, answer) = await Ask(account, call.With(known), http, stop);
            // Nothing was sent: it goes by its address once more, or is uploaded anew.
            if (MessengerOutcomes.ErrorOf(answer) is not { Code: BadParameter })
                return tried;
            uploads.Forget(page, file.Key);
        }
        if (file.IsInline)
        {
            var (id, failure) = await MessengerUpload.Send(account, file, http, stop);
            if (id is null)
                return failure!;
            uploads.Keep(page, file.Key, id);
            return (await Ask(account, call.With(id), http, stop)).Outcome;
        }
        var (outcome, reply) = await Ask(account, call, http, stop);
        if (outcome is DeliveryOutcome.Accepted
            && reply.Answer?.Id("attachment_id") is { } attached)
            uploads.Keep(page, file.Key, attached);
        return outcome;
    }

    private static async Task<(DeliveryOutcome Outcome, MessengerReply Reply)> Ask(
        ChannelCall account, MessengerCall call, HttpClient http, CancellationToken stop)
    {
        var page = account.Settings.Required(MessengerSettings.PageId);
        using var request = MessengerGraph.Post(account, $"{page}/{call.Path}", call.Body);
        var reply = await MessengerReply.Ask(http, request, stop);
        return (MessengerOutcomes.Of(call, reply, MessengerCosts.Scope(account.Settings)), reply);
    }
}
