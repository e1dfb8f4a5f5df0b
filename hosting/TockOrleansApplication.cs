using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Dashboard;
using TockOrleans.Bot;
using TockOrleans.Connectors.Contract;
using TockOrleans.Connectors.Web;
using TockOrleans.Ingress;
using TockOrleans.Ingress.Admin;
using TockOrleans.Ingress.Limits;
using TockOrleans.Ingress.Webhooks;

namespace TockOrleans.Hosting;

/// <summary>Maps the addresses of the runtime.</summary>
public static class TockOrleansApplication
{
    private const string DashboardPath = "/dashboard";

    /// <summary>
    /// Maps the endpoints' addresses under <c>/io</c>, the chat page at <c>/</c>, the health
    /// addresses, and behind the admin key the dashboard at <c>/dashboard</c> and the
    /// administration at <c>/admin/api</c>. A silo without a door has neither endpoints nor page,
    /// an ingress node no dashboard.
    /// </summary>
    public static WebApplication MapTockOrleans(this WebApplication app)
    {
        app.UseDeclaredProxies();
        app.UseRouting();
        app.UseCors();
        app.UseWhen(
            http => http.Request.Path.StartsWithSegments(
                DashboardPath, StringComparison.OrdinalIgnoreCase),
            branch => branch.Use(next =>
            {
                var key = app.Services.GetRequiredService<AdminKeyFilter>();
                return http => key.Invoke(http, next);
            }));
        if (app.Configuration.HasDoor())
        {
            app.MapWebhooks();
            app.MapChatPage(PageEndpoint(app));
        }
        app.MapAdminApi();
        if (app.Configuration.HasSessions()
            && app.Services.GetRequiredService<IOptions<AdminOptions>>().Value.IsOn)
            app.MapOrleansDashboard(DashboardPath);
        // Liveness asks only whether the process answers: a store in trouble is no reason to
        // restart it.
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(HealthSetup.Ready),
        });
        return app;
    }

    // The page talks with the first endpoint of the web, in the order the bots were added.
    private static string PageEndpoint(WebApplication app)
    {
        var web = app.Services.GetRequiredService<EndpointDirectory>().All
            .Where(endpoint => endpoint.Connector is WebConnector)
            .ToLookup(endpoint => (endpoint.Id.Namespace, endpoint.Id.Bot));
        var first = app.Services.GetServices<IBotEngine>()
            .SelectMany(bot => web[(bot.Namespace, bot.Id)])
            .FirstOrDefault();
        return first is null ? "" : $"/io/{first.Id}";
    }
}
