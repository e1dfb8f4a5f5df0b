using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using TockOrleans.Grains.Senders;
using TockOrleans.Grains.Sessions;
using TockOrleans.Ingress.Webhooks;

namespace TockOrleans.Hosting;

/// <summary>
/// Metrics and traces leave by OTLP where the standard variable
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to; else nothing is collected.
/// </summary>
internal static class TelemetrySetup
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[EndpointVariable]))
            return;
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddMeter(
                    SessionMetrics.MeterName,
                    DeliveryMetrics.MeterName,
                    IngressMetrics.MeterName,
                    "TockOrleans.Stores",
                    "Microsoft.Orleans")
                .AddAspNetCoreInstrumentation())
            .WithTracing(traces => traces
                .AddSource("Microsoft.Orleans.Application")
                .AddAspNetCoreInstrumentation())
            .UseOtlpExporter();
    }
}
