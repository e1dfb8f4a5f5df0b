using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace TockOrleans.Ingress.Webhooks;

/// <summary>Where channels call: <c>/io/{namespace}/{bot}/{endpoint}[/…]</c>, any method.</summary>
public static class WebhookRoutes
{
    private const string Pattern = "/io/{namespace}/{bot}/{endpoint}/{**rest}";

    /// <summary>Maps the addresses of all endpoints.</summary>
    public static IEndpointConventionBuilder MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var handler = routes.ServiceProvider.GetRequiredService<WebhookHandler>();
        return routes.Map(Pattern, (RequestDelegate)handler.Handle)
            .RequireCors(EndpointCorsPolicies.PolicyName);
    }
}
