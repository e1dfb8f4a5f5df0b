using System.Text.Json;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Loopback;

/// <summary>
/// The reference channel, for tests and trials: asynchronous, with a wire format that is the
/// platform's own model, and every capability switched by a setting. Its other end is a simulator,
/// or a program that wants to talk with bots without a vendor between.
/// </summary>
public sealed class LoopbackConnector : Connector
{
    /// <inheritdoc/>
    public override ConnectorDescription Description { get; } = new(
        "loopback",
        "Loopback",
        LoopbackCapabilities.Defaults,
        LoopbackSettings.Fields);

    /// <inheritdoc/>
    public override IRequestVerifier Verifier { get; } = new LoopbackVerification();

    /// <inheritdoc/>
    public override IEventParser Parser { get; } = new LoopbackParser();

    /// <inheritdoc/>
    public override IMessageRenderer Renderer { get; } = new LoopbackRenderer();

    /// <inheritdoc/>
    public override IChannelClient Client { get; } = new LoopbackClient();

    /// <inheritdoc/>
    public override ICredentialIssuer Issuer { get; } = new LoopbackTokens();

    /// <inheritdoc/>
    public override Capabilities CapabilitiesOf(EndpointSettings settings) =>
        LoopbackCapabilities.Of(settings);

    /// <inheritdoc/>
    public override IReadOnlyList<string> HostsOf(EndpointSettings settings) =>
        [LoopbackAccount.Of(settings).Messages.Authority];

    /// <inheritdoc/>
    public override string? AddressOf(string user, string? thread, EndpointSettings settings) =>
        settings.Flag(LoopbackSettings.FirstContact)
            ? JsonSerializer.Serialize(
                new LoopbackAddress(user, settings.Flag(LoopbackSettings.Threads) ? thread : null),
                LoopbackJson.Default.LoopbackAddress)
            : null;
}
