using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>Gives Meta a file of our own, which it answers with an id.</summary>
internal static class MessengerUpload
{
    private const string Path = "message_attachments";

    /// <summary>Uploads once. Never throws.</summary>
    /// <param name="account">As whom.</param>
    /// <param name="file">The file; it stands in its address.</param>
    /// <param name="http">The client to call with.</param>
    /// <param name="stop">Cancels the call.</param>
    /// <returns>Meta's id of the file; else what becomes of the message that needs it.</returns>
    public static async Task<(string? Id, DeliveryOutcome? Failure)> Send(
        ChannelCall account, MessengerFile file, HttpClient http, CancellationToken stop)
    {
        if (file.Form() is not var (form, type))
            return (null, new DeliveryOutcome.Rejected("a data address without a file"));
        var page = account.Settings.Required(MessengerSettings.PageId);
        using var request = MessengerGraph.Post(account, $"{page}/{Path}", form, type);
        var reply = await MessengerReply.Ask(http, request, stop);
        var outcome = MessengerOutcomes.Of(
            new MessengerCall(Path, []), reply, MessengerCosts.Scope(account.Settings));
        return outcome switch
        {
            DeliveryOutcome.Accepted when reply.Answer?.Id("attachment_id") is { } id =>
                (id, null),
            // No message left: what became of the file does not matter, it is given once more.
            DeliveryOutcome.Accepted or DeliveryOutcome.Unknown =>
                (null, new DeliveryOutcome.RetryAfter()),
            _ => (null, outcome),
        };
    }
}
