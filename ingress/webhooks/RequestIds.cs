using System.Globalization;

namespace TockOrleans.Ingress.Webhooks;

/// <summary>
/// Ids for requests whose events carry none; never the same twice, here or elsewhere.
/// </summary>
internal static class RequestIds
{
    private static readonly string Process = Guid.NewGuid().ToString("N");
    private static long last;

    public static string Next() => string.Create(
        CultureInfo.InvariantCulture, $"{Process}-{Interlocked.Increment(ref last)}");
}
