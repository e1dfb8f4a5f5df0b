using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Tests.Contracts;

/// <summary>A connector on paper: it says what it is and does nothing.</summary>
public sealed class PaperConnector(string type) : Connector
{
    public PaperConnector()
        : this("paper")
    {
    }

    public override ConnectorDescription Description { get; } =
        new(type, "Paper", new Capabilities(), []);

    public override IRequestVerifier Verifier => throw new InvalidOperationException("on paper");

    public override IEventParser Parser => throw new InvalidOperationException("on paper");

    public override IMessageRenderer Renderer => throw new InvalidOperationException("on paper");
}
