using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Webhooks;

/// <summary>
/// Which web pages may call an endpoint: each connector says it for its own endpoints. Channels
/// that are not called by browsers allow none.
/// </summary>
public sealed class EndpointCorsPolicies(EndpointDirectory endpoints) : ICorsPolicyProvider
{
    /// <summary>The name the endpoints' routes ask for.</summary>
    public const string PolicyName = "endpoint";

    private static readonly TimeSpan PreflightKeptFor = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName)
    {
        var values = context.Request.RouteValues;
        if (policyName != PolicyName
            || values["namespace"] is not string @namespace
            || values["bot"] is not string bot
            || values["endpoint"] is not string id)
            return null;
        var (found, _) = await endpoints.Seek(
            new EndpointId(@namespace, bot, id), context.RequestAborted);
        if (found is not { } endpoint)
            return null;
        var allowed = endpoint.Connector.AllowedOrigins(endpoint.Settings);
        var policy = new CorsPolicyBuilder()
            .WithMethods("GET", "POST")
            .AllowAnyHeader()
            .SetPreflightMaxAge(PreflightKeptFor);
        policy = allowed.Contains("*")
            ? policy.AllowAnyOrigin()
            : policy.WithOrigins([.. allowed]);
        if (!allowed.Contains("*") && endpoint.Connector.TakesCookies(endpoint.Settings))
            policy.AllowCredentials();
        return policy.Build();
    }
}
