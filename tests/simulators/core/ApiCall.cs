namespace TockOrleans.Simulators;

/// <summary>A call of the channel's API.</summary>
/// <param name="Http">The request.</param>
/// <param name="Method">What follows the base address.</param>
/// <param name="Body">The body, whole.</param>
internal sealed record ApiCall(HttpContext Http, string Method, ReadOnlyMemory<byte> Body)
{
    private const string BearerPrefix = "Bearer ";

    /// <summary>The bearer token of the Authorization header; null if there is none.</summary>
    public string? Bearer =>
        Http.Request.Headers.Authorization.ToString() is var header
        && header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? header[BearerPrefix.Length..].Trim()
            : null;
}
