using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TockOrleans.Grains.Broadcasts;
using TockOrleans.Grains.Recovery;
using TockOrleans.Grains.Sessions;
using TockOrleans.Grains.Streams;
using TockOrleans.Hosting.Cluster;
using TockOrleans.Hosting.Storage;
using SessionOptions = TockOrleans.Grains.Sessions.SessionOptions;

namespace TockOrleans.Hosting;

/// <summary>What a process is made of, by its role and its storage profile.</summary>
internal static class RoleSetup
{
    /// <summary>Whether the process takes the channels' calls.</summary>
    public static bool HasDoor(this IConfiguration configuration) =>
        configuration.Role() != RuntimeOptions.Silo;

    /// <summary>Whether the process holds conversations.</summary>
    public static bool HasSessions(this IConfiguration configuration) =>
        configuration.Role() != RuntimeOptions.Ingress;

    public static void AddRole(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<RuntimeOptions>()
            .BindConfiguration(RuntimeOptions.Section)
            .ValidateDataAnnotations()
            .Validate(
                _ => builder.Configuration.Profile() != StorageOptions.Embedded
                    || builder.Configuration.Role() == RuntimeOptions.All,
                "Tock:Role must be 'all' with the storage profile 'embedded': its file is for one"
                + " process; set Tock:Storage:Profile to 'postgres'");
        builder.Services.AddOptionsWithValidateOnStart<StorageOptions>()
            .BindConfiguration("Tock:Storage").ValidateDataAnnotations();
        if (builder.Configuration.HasSessions())
            builder.AddSessions();
        else
        {
            builder.AddPostgresOptions();
            builder.AddClusterClient();
        }
    }

    /// <summary>What begins to work by itself: once the endpoints are known.</summary>
    public static void AddRecovery(this WebApplicationBuilder builder)
    {
        if (!builder.Configuration.HasSessions())
            return;
        builder.Services.AddHostedService(
            provider => provider.GetRequiredService<StreamNodes>());
        builder.Services.AddHostedService<RecoveryService>();
        builder.Services.AddOptionsWithValidateOnStart<BroadcastOptions>()
            .BindConfiguration("Tock:Broadcasts").ValidateDataAnnotations();
        builder.Services.AddHostedService<BroadcastService>();
        builder.Services.AddRetention();
    }

    private static void AddSessions(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<SessionOptions>()
            .BindConfiguration("Tock:Sessions").ValidateDataAnnotations();
        services.AddSingleton<SessionMetrics>();
        services.AddSingleton<StoryRunner>();
        services.AddSingleton<StreamNodes>();
        if (builder.Configuration.Profile() == StorageOptions.Postgres)
        {
            builder.AddPostgresStore();
            builder.AddClusterSilo();
        }
        else
        {
            builder.AddEmbeddedStore();
            builder.AddSilo();
        }
        services.AddDelivery();
        services.AddStoryHealth();
    }

    private static string Role(this IConfiguration configuration) =>
        configuration["Tock:Role"] ?? RuntimeOptions.All;

    private static string Profile(this ConfigurationManager configuration) =>
        configuration["Tock:Storage:Profile"] ?? StorageOptions.Embedded;
}
