using System.Text;
using TockOrleans.Messages;

namespace TockOrleans.Bot;

/// <content>Texts that grow.</content>
public sealed partial class Turn
{
    // By it the web kits know that a text which grew is whole.
    private const string StreamName = "TOCK_STREAM_RESPONSE";

    /// <summary>
    /// Sends a text that is still being written, as a language model does. Clients that can show it
    /// see it grow; everybody gets it as one message once it is whole, so nothing of the story
    /// depends on who can. If the user stops it, what is there until then is sent.
    /// </summary>
    /// <param name="parts">The parts of the text, in order.</param>
    /// <returns>The whole text.</returns>
    /// <exception cref="StoryException">It is over <see cref="Bounds.TextMax"/>.</exception>
    /// <exception cref="OperationCanceledException">The user stopped the story.</exception>
    public async Task<string> Stream(IAsyncEnumerable<string> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var text = new StringBuilder();
        BotMessage[] before = [.. said];
        IReadOnlyList<BotMessage> Draft()
        {
            lock (text)
                return [.. before, new TextMessage(text.ToString())];
        }
        try
        {
            await foreach (var part in parts.WithCancellation(Stop))
            {
                Stop.ThrowIfCancellationRequested();
                lock (text)
                    text.Append(part);
                if (text.Length > Bounds.TextMax)
                    throw new StoryException($"a text has at most {Bounds.TextMax} characters");
                request.Show?.Invoke(Draft);
            }
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            SendStreamed(text.ToString());
            throw;
        }
        SendStreamed(text.ToString());
        return text.ToString();
    }

    private void SendStreamed(string text)
    {
        if (text.Length == 0)
            return;
        Send(new TextMessage(text));
        if (request.Show is not null)
            Metadata(StreamName, "false");
    }
}
