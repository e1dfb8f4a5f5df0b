using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Orleans.Configuration;

namespace TockOrleans.Hosting.Cluster;

/// <summary>Reads the cluster's settings, which are needed before there are services.</summary>
internal static class ClusterConfiguration
{
    /// <exception cref="InvalidOperationException">They are not right.</exception>
    public static ClusterSettings ReadCluster(this WebApplicationBuilder builder)
    {
        var settings = new ClusterSettings();
        builder.Configuration.GetSection(ClusterSettings.Section).Bind(settings);
        var problems = new List<ValidationResult>();
        return Validator.TryValidateObject(settings, new(settings), problems, true)
            ? settings
            : throw new InvalidOperationException(
                $"{ClusterSettings.Section} is not right: " + string.Join("; ", problems));
    }

    public static void Name(this ClusterSettings settings, ClusterOptions options)
    {
        options.ClusterId = settings.Id;
        options.ServiceId = settings.Id;
    }
}
