namespace TockOrleans.Connectors.Contract;

/// <summary>Frames what goes over an open stream. Pure.</summary>
public interface IStreamFormat
{
    /// <summary>The stream's media type, such as <c>text/event-stream</c>.</summary>
    string ContentType { get; }

    /// <summary>How often an idle stream must show life.</summary>
    TimeSpan PingInterval { get; }

    /// <summary>A sign of life.</summary>
    ReadOnlyMemory<byte> Ping { get; }

    /// <summary>A message.</summary>
    /// <param name="payload">The message, as the renderer wrote it.</param>
    /// <param name="metadata">Data for the client program.</param>
    /// <param name="responseId">See <see cref="SyncContext.ResponseId"/>.</param>
    /// <param name="position">
    /// Where the client is with it; it names the last one it saw when it returns. Null: it is the
    /// first part of something.
    /// </param>
    ReadOnlyMemory<byte> Frame(
        string payload,
        IReadOnlyDictionary<string, string> metadata,
        string responseId,
        string? position);

    /// <summary>
    /// What an answer has grown to so far: it takes the place of what was shown of the same answer,
    /// and the answer's messages take its place.
    /// </summary>
    /// <param name="payloads">The messages so far; the last one may still grow.</param>
    /// <param name="responseId">See <see cref="SyncContext.ResponseId"/>.</param>
    ReadOnlyMemory<byte> Growing(IReadOnlyList<string> payloads, string responseId);

    /// <summary>A sign of life that tells the client where it is.</summary>
    /// <param name="position">As for a message.</param>
    ReadOnlyMemory<byte> Mark(string position);
}
