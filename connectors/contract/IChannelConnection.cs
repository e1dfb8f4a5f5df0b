namespace TockOrleans.Connectors.Contract;

/// <summary>
/// A connection we open to the channel (a socket, a poll) and read events from. The platform
/// keeps one per endpoint in the whole cluster and opens it again, with backoff, when it ends.
/// </summary>
public interface IChannelConnection
{
    /// <summary>Connects and reads until the connection ends or is stopped.</summary>
    /// <param name="settings">The endpoint's settings.</param>
    /// <param name="take">
    /// Takes what was read; completes when it may be acknowledged to the channel, false: it was
    /// not taken and must not be.
    /// </param>
    /// <param name="stop">Closes the connection.</param>
    Task Run(
        EndpointSettings settings,
        Func<IReadOnlyList<ParsedItem>, Task<bool>> take,
        CancellationToken stop);
}
