using Orleans;

namespace TockOrleans.GrainInterfaces.Streams;

/// <summary>A node that holds streams of clients.</summary>
[Alias("tock.IReplyTarget")]
public interface IReplyTarget : IGrainObserver
{
    /// <summary>Brings replies to the clients of their session, where the node has any.</summary>
    /// <param name="pushed">The replies.</param>
    /// <returns>Whether a client has them.</returns>
    [Alias("Push")]
    Task<bool> Push(PushedReplies pushed);

    /// <summary>Shows clients that want to see it what an answer has grown to.</summary>
    /// <param name="growing">The answer so far.</param>
    [Alias("Show")]
    Task Show(GrowingReplies growing);
}
