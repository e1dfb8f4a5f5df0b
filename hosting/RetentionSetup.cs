using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TockOrleans.Grains.Retention;
using SessionOptions = TockOrleans.Grains.Sessions.SessionOptions;

namespace TockOrleans.Hosting;

/// <summary>How long things are kept.</summary>
internal static class RetentionSetup
{
    public static void AddRetention(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<RetentionOptions>()
            .BindConfiguration(RetentionOptions.Section)
            .ValidateDataAnnotations()
            .Validate<IOptions<SessionOptions>>(
                (retention, sessions) => retention.Conversations is not { } kept
                    || kept >= sessions.Value.TombstonesFor,
                "Tock:Retention:Conversations must be at least Tock:Sessions:TombstonesFor:"
                + " within that time a channel may bring an event again");
        services.AddHostedService<RetentionService>();
    }
}
