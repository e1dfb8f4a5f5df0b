namespace TockOrleans.Connectors.Contract;

/// <summary>
/// A connection we open to the channel (a socket, a poll) and read events from. The platform
/// keeps one per endpoint in the whole cluster and opens it again, with backoff, when it ends.
/// </summary>
public interface IChannelConnection
{
    /// <summary>
    /// The hosts the connection may go to, written as in <see cref="Connector.HostsOf"/>; sockets
    /// (<c>wss</c>) count like <c>https</c>, and <c>ws</c> like <c>http</c>.
    /// </summary>
    /// <param name="settings">The endpoint's settings.</param>
    IReadOnlyList<string> HostsOf(EndpointSettings settings);

    /// <summary>
    /// Reads one message of the channel. Pure, and never throws: the events in it are read by the
    /// same code as those of a request.
    /// </summary>
    /// <param name="message">The message as it came.</param>
    /// <param name="settings">The endpoint's settings.</param>
    /// <param name="now">The time, for events that carry none.</param>
    /// <returns>
    /// The events, none of them synchronous; the body of the acknowledgement, or of an answer, is
    /// what goes back over the connection. Empty: nothing does.
    /// </returns>
    ParseResult Read(ReadOnlyMemory<byte> message, EndpointSettings settings, DateTimeOffset now);

    /// <summary>Connects and reads until the connection ends or is stopped.</summary>
    /// <param name="settings">The endpoint's settings.</param>
    /// <param name="host">Takes what was read, and lends what is needed for it.</param>
    /// <param name="stop">Closes the connection, at once.</param>
    /// <returns>Why it ended. Never throws.</returns>
    Task<ConnectionEnd> Run(
        EndpointSettings settings, IConnectionHost host, CancellationToken stop);
}
