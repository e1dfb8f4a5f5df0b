namespace TockOrleans.Connectors.Contract;

/// <summary>
/// Keeps an endpoint at its channel as its settings say: a subscription the channel ended, a menu
/// that is not shown yet. Asked now and then by one node of the cluster, not on the way of
/// messages, and once more when the settings change.
/// </summary>
public interface IUpkeep
{
    /// <summary>How long after one look the next one comes.</summary>
    TimeSpan Every { get; }

    /// <summary>Looks once, and puts right what can be put right.</summary>
    /// <param name="call">The endpoint's settings and credentials.</param>
    /// <param name="now">The time.</param>
    /// <param name="http">The client to ask with: its hosts and its time limit are set.</param>
    /// <param name="stop">Cancels the calls.</param>
    /// <returns>How it is; never throws.</returns>
    Task<UpkeepReport> Look(
        ChannelCall call, DateTimeOffset now, HttpClient http, CancellationToken stop);
}
