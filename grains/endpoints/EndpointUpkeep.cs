using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Grains.Endpoints;

/// <summary>
/// When an endpoint is looked after, and what came of it. Every node asks; it is done once for the
/// time the connector names, and anew when the settings change.
/// </summary>
internal sealed class EndpointUpkeep(TimeProvider clock)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private long version = -1;
    private DateTimeOffset next;
    private bool looking;

    /// <summary>The last look; null: there was none.</summary>
    public UpkeepHealth? Last { get; private set; }

    /// <summary>Looks, unless it is too early or somebody does already.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="token">Gets the current token, or why there is none.</param>
    /// <returns>What came of it; null: nobody looked.</returns>
    public async Task<UpkeepReport?> Look(
        BotEndpoint endpoint, Func<Task<TokenAnswer?>> token)
    {
        if (endpoint.Connector.Upkeep is not { } upkeep || looking
            || (endpoint.Version == version && clock.GetUtcNow() < next))
            return null;
        looking = true;
        try
        {
            var report = await Look(endpoint, upkeep, await token());
            var now = clock.GetUtcNow();
            (version, next) = (endpoint.Version, now + upkeep.Every);
            Last = new UpkeepHealth(now, report.Problem, report.Done ?? Last?.Done);
            return report;
        }
        finally
        {
            looking = false;
        }
    }

    private async Task<UpkeepReport> Look(
        BotEndpoint endpoint, IUpkeep upkeep, TokenAnswer? token)
    {
        if (token?.Problem is { } problem)
            return new UpkeepReport(problem);
        using var http = Senders.ChannelHttp.Create(endpoint, TimeLimit);
        using var stop = new CancellationTokenSource(TimeLimit, clock);
        return await upkeep.Look(
            new ChannelCall(endpoint.Settings, token?.Token), clock.GetUtcNow(), http, stop.Token);
    }
}
