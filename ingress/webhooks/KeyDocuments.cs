using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Ingress.Webhooks;

/// <summary>
/// Key documents that verifiers ask for. Fetched only from hosts the connector declares, over
/// https (unless the operator gave an address as http), once at a time, bounded in size and time,
/// and kept for a while: what a channel takes back is forgotten then.
/// </summary>
public sealed partial class KeyDocuments(
    IHttpClientFactory clients, TimeProvider clock, ILogger<KeyDocuments> logger) : IDisposable
{
    /// <summary>The name of the HTTP client used; it must not follow redirects.</summary>
    public const string ClientName = "TockOrleans.KeyDocuments";

    private const int SizeMax = 262_144;
    private const int DocumentsMax = 256;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(12);
    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Uri, string> documents = new();
    private readonly ConcurrentDictionary<Uri, DateTimeOffset> askedAt = new();
    private readonly SemaphoreSlim gate = new(1);

    /// <summary>The documents fetched so far.</summary>
    public IReadOnlyDictionary<Uri, string> Known
    {
        get
        {
            Forget(clock.GetUtcNow());
            return documents;
        }
    }

    /// <summary>Fetches a document a verifier misses, or misses a key in.</summary>
    /// <returns>Whether there is something new to verify with.</returns>
    public async Task<bool> Fetch(BotEndpoint endpoint, Uri address, CancellationToken stop)
    {
        var connector = endpoint.Connector;
        var type = connector.Description.Type;
        if (!new AllowedHosts(endpoint, connector.KeyHostsOf(endpoint.Settings)).Allow(address))
        {
            LogForeign(logger, type, address.Host);
            return false;
        }
        var missedAt = clock.GetUtcNow();
        await gate.WaitAsync(stop);
        try
        {
            if (askedAt.TryGetValue(address, out var last) && missedAt < last + AskedAgainAfter)
                return documents.ContainsKey(address) && missedAt < last;
            if (askedAt.Count > DocumentsMax)
                Forget(DateTimeOffset.MaxValue);
            askedAt[address] = clock.GetUtcNow();
            documents[address] = await Get(address, stop);
            return true;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            LogFailed(logger, failure, type, address.Host);
            return false;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task<string> Get(Uri address, CancellationToken stop)
    {
        using var client = clients.CreateClient(ClientName);
        client.Timeout = TimeLimit;
        client.MaxResponseContentBufferSize = SizeMax;
        return await client.GetStringAsync(address, stop);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (address, at) in askedAt)
            if (now - at > KeptFor)
            {
                askedAt.TryRemove(address, out _);
                documents.TryRemove(address, out _);
            }
    }

    [LoggerMessage(LogLevel.Warning, "Keys of {Connector} were asked for at foreign host {Host}")]
    private static partial void LogForeign(ILogger logger, string connector, string host);

    [LoggerMessage(LogLevel.Warning, "Keys of {Connector} could not be fetched from {Host}")]
    private static partial void LogFailed(
        ILogger logger, Exception failure, string connector, string host);
}
