using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace TockOrleans.Ingress.Admin;

/// <summary>
/// Lets requests with the right key through, as many as a key may make: 404 where no key is set,
/// 401 without one, 403 where it is for something else, 429 where it asks too often.
/// </summary>
public sealed class AdminKeyFilter : IDisposable
{
    private readonly AdminKeys keys;
    private readonly PartitionedRateLimiter<string> limiter;

    /// <summary>The filter for the keys of the configuration.</summary>
    public AdminKeyFilter(IOptions<AdminOptions> options)
    {
        keys = new AdminKeys(options);
        var (rate, burst) = (options.Value.RequestsPerSecond, options.Value.Burst);
        limiter = PartitionedRateLimiter.Create<string, string>(name =>
            RateLimitPartition.GetTokenBucketLimiter(name, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = burst,
                TokensPerPeriod = rate,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));
    }

    /// <summary>Passes a request on whose key may do everything, or answers it.</summary>
    public async Task Invoke(HttpContext http, RequestDelegate next)
    {
        if (Refuse(http, AdminRole.Admin, out _) is { } status)
            http.Response.StatusCode = status;
        else
            await next(http);
    }

    /// <inheritdoc/>
    public void Dispose() => limiter.Dispose();

    /// <summary>
    /// The status to refuse a request with, its headers set; null: it may pass.
    /// </summary>
    internal int? Refuse(HttpContext http, AdminRole role, out AdminCaller? caller)
    {
        caller = null;
        if (!keys.Any)
            return StatusCodes.Status404NotFound;
        caller = keys.Find(http.Request.Headers.Authorization.ToString());
        if (caller is null)
        {
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"TockOrleans\", Bearer";
            return StatusCodes.Status401Unauthorized;
        }
        using var lease = limiter.AttemptAcquire(caller.Name);
        if (!lease.IsAcquired)
        {
            var seconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
                ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds))
                : 1;
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return StatusCodes.Status429TooManyRequests;
        }
        return caller.Has(role) ? null : StatusCodes.Status403Forbidden;
    }
}
