using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TockOrleans.Connectors.Contract;
using TockOrleans.Grains;
using TockOrleans.Hosting.Endpoints;
using TockOrleans.Ingress;

namespace TockOrleans.Hosting;

/// <summary>
/// Hosts bots in a program of one's own: <c>builder.AddTockOrleans().AddBot(bot)</c> before the
/// program is built, <c>app.MapTockOrleans()</c> after.
/// </summary>
public static class HostingExtensions
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>
    /// Adds the runtime: sessions, store, connectors and the door. Everything it needs to be told
    /// has a default; section <c>Tock</c> of the configuration changes it.
    /// </summary>
    public static TockOrleansBuilder AddTockOrleans(this WebApplicationBuilder builder)
    {
        var connectors = new List<Assembly> { typeof(Connectors.Web.WebConnector).Assembly };
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => ConnectorCatalog.From(connectors));
        services.AddSingleton<BotCatalog>();
        services.AddSingleton<EndpointsFromConfiguration>();
        services.AddSingleton(provider =>
            provider.GetRequiredService<EndpointsFromConfiguration>().Read());
        builder.AddRole();
        services.AddEndpoints();
        builder.AddRecovery();
        services.AddIngress();
        if (builder.Configuration.HasDoor())
            services.AddChannelConnections();
        builder.AddTelemetry();
        builder.Quieten();
        builder.UseDefaultUrl();
        return new TockOrleansBuilder(builder, connectors);
    }

    // What a reader of the log wants to know stands out; a configured level still wins.
    private static void Quieten(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);
        // It recommends the server's garbage collector, which small machines do better without.
        builder.Logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Where it may log at all, the host makes an activity for every request.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
    }

    // UseUrls would beat --urls, so the default is given only where nothing else is.
    private static void UseDefaultUrl(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (string.IsNullOrEmpty(configuration[WebHostDefaults.ServerUrlsKey])
            && string.IsNullOrEmpty(configuration["HTTP_PORTS"])
            && string.IsNullOrEmpty(configuration["HTTPS_PORTS"])
            && !configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(DefaultUrl);
    }
}
