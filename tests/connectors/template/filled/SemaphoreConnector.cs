using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Semaphore;

/// <summary>
/// Semaphore, a made-up channel: stations pass on signals, in batches, and take ours one by one.
/// </summary>
public sealed class SemaphoreConnector : Connector
{
    /// <inheritdoc/>
    public override ConnectorDescription Description { get; } = new(
        "semaphore",
        "Semaphore",
        new Capabilities
        {
            TextMax = 1_000,
            ButtonsMax = 3,
            LabelMax = 40,
            Media = [MediaKind.Image],
            Receipts = true,
            Proactive = true,
            ProactiveWindow = TimeSpan.FromDays(1),
            IdempotencyKeyValidity = TimeSpan.FromDays(1),
            AckDeadline = TimeSpan.FromSeconds(3),
            RedeliveryHorizon = TimeSpan.FromDays(1),
        },
        SemaphoreSettings.Fields);

    /// <inheritdoc/>
    public override IRequestVerifier Verifier { get; } = new SemaphoreVerification();

    /// <inheritdoc/>
    public override IEventParser Parser { get; } = new SemaphoreParser();

    /// <inheritdoc/>
    public override IMessageRenderer Renderer { get; } = new SemaphoreRenderer();

    /// <inheritdoc/>
    public override IChannelClient Client { get; } = new SemaphoreClient();

    /// <inheritdoc/>
    public override IReadOnlyList<string> HostsOf(EndpointSettings settings) =>
        [SemaphoreSettings.ApiOf(settings).Authority];

    /// <inheritdoc/>
    public override string? AddressOf(string user, string? thread, EndpointSettings settings) =>
        SemaphoreAddress.OfUser(user)?.ToJson();
}
