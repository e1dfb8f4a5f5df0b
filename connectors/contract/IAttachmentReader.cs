using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>Fetches a file a user sent, with the endpoint's credentials.</summary>
public interface IAttachmentReader
{
    /// <summary>Fetches once.</summary>
    /// <param name="call">The endpoint's settings and credentials.</param>
    /// <param name="attachment">The file, as the parser named it.</param>
    /// <param name="bytesMax">More than this is not read.</param>
    /// <param name="http">The client to ask with: its hosts and its time limit are set.</param>
    /// <param name="stop">Cancels the call.</param>
    /// <returns>The file, or why it cannot be had. Never throws.</returns>
    Task<AttachmentContent> Read(
        ChannelCall call,
        Attachment attachment,
        int bytesMax,
        HttpClient http,
        CancellationToken stop);
}
