using Microsoft.Extensions.DependencyInjection;
using TockOrleans.Grains.Endpoints;
using TockOrleans.Grains.Senders;

namespace TockOrleans.Hosting;

/// <summary>What sends replies, on every node that has sessions.</summary>
internal static class DeliverySetup
{
    public static void AddDelivery(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<DeliveryOptions>()
            .BindConfiguration("Tock:Delivery").ValidateDataAnnotations();
        services.AddSingleton(Random.Shared);
        services.AddSingleton<DeliveryMetrics>();
        services.AddSingleton<LocalBudgets>();
        services.AddSingleton<Sender>();
        services.AddHostedService(provider => provider.GetRequiredService<Sender>());
        services.AddHostedService<UpkeepService>();
    }
}
