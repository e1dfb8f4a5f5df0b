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

    /// <summary>A sign of life that tells the client where it is.</summary>
    /// <param name="position">As for a message.</param>
    ReadOnlyMemory<byte> Mark(string position);
}
