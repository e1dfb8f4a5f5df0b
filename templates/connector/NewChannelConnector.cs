using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.NewChannel;

/// <summary>The channel NewChannel: asynchronous, called over HTTP and calling us back.</summary>
public sealed class NewChannelConnector : Connector
{
    /// <inheritdoc/>
    public override ConnectorDescription Description { get; } = new(
        "newchannel",
        "NewChannel",
        // Declare what the vendor documents, and render it; the rest stays with the fallback.
        new Capabilities
        {
            TextMax = 1_000,
            AckDeadline = TimeSpan.FromSeconds(3),
            RedeliveryHorizon = TimeSpan.FromDays(1),
        },
        NewChannelSettings.Fields);

    /// <inheritdoc/>
    public override IRequestVerifier Verifier { get; } = new NewChannelVerification();

    /// <inheritdoc/>
    public override IEventParser Parser { get; } = new NewChannelParser();

    /// <inheritdoc/>
    public override IMessageRenderer Renderer { get; } = new NewChannelRenderer();

    /// <inheritdoc/>
    public override IChannelClient Client { get; } = new NewChannelClient();

    /// <inheritdoc/>
    public override IReadOnlyList<string> HostsOf(EndpointSettings settings) =>
        [NewChannelSettings.ApiOf(settings).Authority];
}
