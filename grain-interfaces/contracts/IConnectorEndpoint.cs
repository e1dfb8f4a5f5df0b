using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>
/// What the nodes of a cluster must agree on about one endpoint: how fast it may send, with which
/// token, and how it is. It sends nothing itself: senders on every node do, and ask here in
/// batches. Its key is a <see cref="Messages.EndpointId"/>.
/// </summary>
[Alias("tock.IConnectorEndpoint")]
public interface IConnectorEndpoint : IGrainWithStringKey
{
    /// <summary>
    /// Reserves a time to leave for each of some payloads, within the channel's limits.
    /// </summary>
    /// <param name="payloads">For each payload, the limits it falls under.</param>
    /// <returns>For each payload, when it may leave.</returns>
    [Alias("Reserve")]
    Task<IReadOnlyList<RateGrant>> Reserve(IReadOnlyList<IReadOnlyList<RateClaim>> payloads);

    /// <summary>Holds back all that falls under a limit: the channel said so.</summary>
    /// <param name="name">The limit's scope and key, or empty: the whole endpoint.</param>
    /// <param name="time">For how long from now.</param>
    [Alias("HoldBack")]
    Task HoldBack(string name, TimeSpan time);

    /// <summary>The endpoint's current token; got, renewed and put on disk where need be.</summary>
    /// <param name="refused">
    /// A token the channel refused: another one is got. Null: the one there is.
    /// </param>
    [Alias("GetToken")]
    Task<TokenAnswer> GetToken(string? refused);

    /// <summary>Takes a node's counts since its last report.</summary>
    /// <param name="report">The counts.</param>
    [Alias("Report")]
    Task Report(DeliveryReport report);

    /// <summary>How the endpoint is.</summary>
    [Alias("GetHealth")]
    Task<EndpointHealth> GetHealth();

    /// <summary>
    /// Takes an event of the endpoint itself (installed, revoked …); returns when it is on disk.
    /// The same event again changes nothing.
    /// </summary>
    /// <param name="notice">The event.</param>
    [Alias("Notify")]
    Task Notify(EndpointNotice notice);

    /// <summary>Asks the channel whether the endpoint's credentials work; sends nothing.</summary>
    [Alias("Check")]
    Task<CheckReport> Check();

    /// <summary>
    /// Looks after the endpoint at its channel, where its connector does and it is time.
    /// </summary>
    [Alias("Tend")]
    Task Tend();

    /// <summary>
    /// Gets the token of an installation of the endpoint's app, and puts it on disk, for the
    /// account's own grain.
    /// </summary>
    /// <param name="code">What the channel gives it for; works once.</param>
    /// <returns>Why there is none; null: the app is installed.</returns>
    [Alias("Install")]
    Task<string?> Install(string code);

    /// <summary>The most accounts of a page.</summary>
    const int AccountsPageMax = 500;

    /// <summary>The accounts the endpoint's app was installed in, by their ids.</summary>
    /// <param name="after">The last id of the page before; null: from the first.</param>
    /// <param name="limit">The most to return, up to <see cref="AccountsPageMax"/>.</param>
    [Alias("ListAccounts")]
    Task<AccountList> ListAccounts(string? after, int limit);

    /// <summary>
    /// Lets one node at a time hold the endpoint's connection to its channel. A node asks again
    /// before its time is over, and closes the connection where it is told no, or nothing.
    /// </summary>
    /// <param name="claim">Who asks, for how long, and how the connection is.</param>
    [Alias("HoldConnection")]
    Task<ConnectionGrant> HoldConnection(ConnectionClaim claim);

    /// <summary>The node has closed the connection: another one may open it at once.</summary>
    /// <param name="holder">Who held it.</param>
    [Alias("LeaveConnection")]
    Task LeaveConnection(string holder);
}
