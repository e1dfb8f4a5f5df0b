using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using TockOrleans.Connectors.Contract;
using TockOrleans.Ingress.Webhooks;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Limits;

/// <summary>
/// How much one user and one remote address may ask of endpoints that users' own programs call, so
/// that one of them leaves the others alone; beyond, the answer is 429. A vendor is not limited:
/// all its users come from its few addresses.
/// </summary>
public sealed partial class ClientLimits : IDisposable
{
    private static readonly TimeSpan LogEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StreamWait = TimeSpan.FromSeconds(10);

    private readonly IngressOptions limits;
    private readonly IngressMetrics metrics;
    private readonly TimeProvider clock;
    private readonly ILogger<ClientLimits> logger;
    private readonly RateBuckets users;
    private readonly RateBuckets addresses;
    private readonly ConcurrentDictionary<string, int> streams = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> loggedAt = [];
    private int proxySeen;

    /// <summary>Made by the container.</summary>
    public ClientLimits(
        IOptions<IngressOptions> options,
        IngressMetrics metrics,
        TimeProvider clock,
        ILogger<ClientLimits> logger)
    {
        (limits, this.metrics, this.clock, this.logger) = (options.Value, metrics, clock, logger);
        users = new(limits.RequestsPerUser, limits.BurstPerUser);
        addresses = new(limits.RequestsPerAddress, limits.BurstPerAddress);
    }

    /// <summary>Counts a request of an address, before anything of it is read.</summary>
    /// <returns>Null: it may go on; else the answer that refuses it.</returns>
    public WebhookReply? RefuseAddress(HttpContext http, BotEndpoint endpoint)
    {
        if (!endpoint.Capabilities.CalledByUsers)
            return null;
        TellOfProxy(http);
        return ClientAddress.Of(http) is not { } address || addresses.TryTake(address, out var wait)
            ? null
            : Refuse(endpoint, "address", "too many requests from this address", wait);
    }

    /// <summary>Counts a verified request of a user.</summary>
    /// <returns>Null: it may go on; else the answer that refuses it.</returns>
    public WebhookReply? RefuseUser(BotEndpoint endpoint, string user) =>
        !endpoint.Capabilities.CalledByUsers || users.TryTake($"{endpoint.Id}/{user}", out var wait)
            ? null
            : Refuse(endpoint, "user", "too many requests of this user", wait);

    /// <summary>The answer to a stream of a user who has too many.</summary>
    internal WebhookReply RefuseUserStream(BotEndpoint endpoint) =>
        Refuse(endpoint, "user streams", "this user has too many streams open", StreamWait);

    /// <summary>Counts an open stream of an address, unless it has too many.</summary>
    /// <param name="http">The request that opens it.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="address">What <see cref="CloseStream"/> is told.</param>
    /// <returns>Null: it is counted; else the answer that refuses it.</returns>
    internal WebhookReply? RefuseStream(
        HttpContext http, BotEndpoint endpoint, out string? address)
    {
        address = ClientAddress.Of(http);
        if (address is null
            || streams.AddOrUpdate(address, 1, (_, open) => open + 1)
                <= limits.StreamsPerAddressMax)
            return null;
        CloseStream(address);
        return Refuse(
            endpoint, "address streams", "this address has too many streams open", StreamWait);
    }

    /// <summary>A counted stream is over.</summary>
    internal void CloseStream(string? address)
    {
        if (address is not null && streams.AddOrUpdate(address, 0, (_, open) => open - 1) == 0)
            streams.TryRemove(KeyValuePair.Create(address, 0));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        users.Dispose();
        addresses.Dispose();
    }

    private WebhookReply Refuse(BotEndpoint endpoint, string by, string reason, TimeSpan wait)
    {
        metrics.Limited(endpoint, by);
        // All are counted; a flood of refusals must not be one of the log.
        lock (loggedAt)
            if (!loggedAt.TryGetValue(by, out var last) || clock.GetElapsedTime(last) >= LogEvery)
            {
                loggedAt[by] = clock.GetTimestamp();
                LogLimited(logger, endpoint.Id, reason);
            }
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        return endpoint.Connector.Refuse(StatusCodes.Status429TooManyRequests, reason) with
        {
            Headers = new Dictionary<string, string>
            {
                [HeaderNames.RetryAfter] = seconds.ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    private void TellOfProxy(HttpContext http)
    {
        if (limits.Proxies.Count == 0
            && http.Request.Headers.ContainsKey("X-Forwarded-For")
            && Interlocked.Exchange(ref proxySeen, 1) == 0)
            LogProxy(logger);
    }

    [LoggerMessage(LogLevel.Warning, "Requests to {Endpoint} were answered 429: {Reason}")]
    private static partial void LogLimited(ILogger logger, EndpointId endpoint, string reason);

    [LoggerMessage(
        LogLevel.Warning,
        "Requests come with X-Forwarded-For, which is not believed: Tock:Ingress:Proxies declares"
        + " no proxy. All users behind one are limited as one address")]
    private static partial void LogProxy(ILogger logger);
}
