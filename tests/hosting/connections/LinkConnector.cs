using System.Collections.Concurrent;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Hosting.Tests.Connections;

/// <summary>A channel we connect to; the test is the channel.</summary>
internal sealed class LinkConnector : Connector, IChannelConnection
{
    private readonly ConcurrentQueue<Link> links = new();

    /// <summary>All connections there ever were, the first first.</summary>
    public IReadOnlyList<Link> Links => [.. links];

    public override ConnectorDescription Description { get; } =
        new("link", "Link", new Capabilities(), []);

    public override IRequestVerifier Verifier => throw new InvalidOperationException("not used");

    public override IEventParser Parser => throw new InvalidOperationException("not used");

    public override IMessageRenderer Renderer => throw new InvalidOperationException("not used");

    public override IChannelConnection ConnectionOf(EndpointSettings settings) => this;

    IReadOnlyList<string> IChannelConnection.HostsOf(EndpointSettings settings) =>
        ["channel.example"];

    public ParseResult Read(
        ReadOnlyMemory<byte> message, EndpointSettings settings, DateTimeOffset now) =>
        throw new InvalidOperationException("not used");

    public async Task<ConnectionEnd> Run(
        EndpointSettings settings, IConnectionHost host, CancellationToken stop)
    {
        var link = new Link(host, host.Clock.GetUtcNow());
        links.Enqueue(link);
        host.Opened();
        try
        {
            return await link.End.Task.WaitAsync(stop);
        }
        finally
        {
            link.IsOver = true;
        }
    }

    internal sealed class Link(IConnectionHost host, DateTimeOffset at)
    {
        private volatile bool isOver;

        public IConnectionHost Host => host;

        public DateTimeOffset At => at;

        public bool IsOver
        {
            get => isOver;
            set => isOver = value;
        }

        public TaskCompletionSource<ConnectionEnd> End { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
