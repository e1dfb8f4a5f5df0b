namespace TockOrleans.Connectors.Contract;

/// <summary>
/// Frames the answer to one request that is a stream of its own: what it grows to, then all of it.
/// Pure.
/// </summary>
public interface IAnswerFormat
{
    /// <summary>The stream's media type, such as <c>text/event-stream</c>.</summary>
    string ContentType { get; }

    /// <summary>How often a stream without news must show life.</summary>
    TimeSpan PingInterval { get; }

    /// <summary>A sign of life.</summary>
    ReadOnlyMemory<byte> Ping { get; }

    /// <summary>What the answer has grown to so far.</summary>
    /// <param name="shown">What the frame before this one showed; empty: this is the first.</param>
    /// <param name="payloads">The messages so far; the last one may still grow.</param>
    /// <param name="context">What the answer belongs to.</param>
    ReadOnlyMemory<byte> Growing(
        IReadOnlyList<string> shown, IReadOnlyList<string> payloads, SyncContext context);

    /// <summary>The answer as it is, and the end of the stream.</summary>
    /// <param name="shown">What was shown last; empty: nothing was.</param>
    /// <param name="payloads">The messages; may be none.</param>
    /// <param name="metadata">Data for the client program.</param>
    /// <param name="context">What the answer belongs to.</param>
    ReadOnlyMemory<byte> Whole(
        IReadOnlyList<string> shown,
        IReadOnlyList<string> payloads,
        IReadOnlyDictionary<string, string> metadata,
        SyncContext context);
}
