using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TockOrleans.Ingress.Admin;
using TockOrleans.Ingress.Connections;
using TockOrleans.Ingress.Endpoints;
using TockOrleans.Ingress.Limits;
using TockOrleans.Ingress.Proactive;
using TockOrleans.Ingress.Streams;
using TockOrleans.Ingress.Webhooks;

namespace TockOrleans.Ingress;

/// <summary>Registers the door.</summary>
public static class IngressServices
{
    /// <summary>
    /// Adds all the door needs, besides a cluster client, an <c>EndpointDirectory</c>, an
    /// <see cref="IEndpointEditor"/>, a <c>ConnectorCatalog</c> and a <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddIngress(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<IngressOptions>()
            .BindConfiguration("Tock:Ingress").ValidateDataAnnotations();
        services.AddOptionsWithValidateOnStart<AdminOptions>()
            .BindConfiguration("Tock:Admin").ValidateDataAnnotations();
        services.AddSingleton<IValidateOptions<IngressOptions>, ProxiesCheck>();
        services.AddSingleton<IValidateOptions<IngressOptions>, FramesCheck>();
        services.AddSingleton<IValidateOptions<AdminOptions>, AdminOptionsCheck>();
        services.AddHttpClient(KeyDocuments.ClientName)
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler { AllowAutoRedirect = false });
        services.AddCors();
        services.AddSingleton<ICorsPolicyProvider, EndpointCorsPolicies>();
        services.AddAdministration();
        services.AddSingleton<EndpointGateway>();
        services.AddProactive();
        services.AddSingleton<EventDelivery>();
        services.AddSingleton<EventGate>();
        services.AddSingleton<ClientLimits>();
        services.AddSingleton<IngressMetrics>();
        services.AddSingleton<KeyDocuments>();
        services.AddSingleton<SessionGateway>();
        services.AddSingleton<WebhookHandler>();
        services.AddSingleton<StreamHub>();
        services.AddSingleton<StreamServer>();
        services.AddSingleton<AnswerServer>();
        services.AddHostedService(provider => provider.GetRequiredService<StreamHub>());
        return services;
    }

    /// <summary>Adds what holds the connections that endpoints open to their channels.</summary>
    public static IServiceCollection AddChannelConnections(this IServiceCollection services)
    {
        services.TryAddSingleton(Random.Shared);
        services.AddHostedService<ConnectionKeeper>();
        return services;
    }

    private static void AddAdministration(this IServiceCollection services)
    {
        services.AddSingleton<AdminGate>();
        services.AddSingleton<AdminKeyFilter>();
        services.AddSingleton<AdminTable>();
        services.AddSingleton<DeadLetterAdmin>();
        services.AddSingleton<EndpointAdmin>();
        services.AddSingleton<EndpointCare>();
        services.AddSingleton<AccountAdmin>();
        services.AddSingleton<LogAdmin>();
        services.AddSingleton<PersonAdmin>();
        services.AddSingleton<SessionAdmin>();
        services.AddSingleton<TalkAdmin>();
    }

    private static void AddProactive(this IServiceCollection services)
    {
        services.AddSingleton<IProactive, ProactiveClient>();
        services.AddSingleton<AudienceAdmin>();
        services.AddSingleton<BroadcastAdmin>();
        services.AddSingleton<ProactiveAdmin>();
    }
}
