using System.Text.Json;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Loopback;

/// <summary>Which tokens are valid; a refresh value works once.</summary>
internal sealed class LoopbackTokens
{
    // What a token that never expires says of itself.
    private const int LifetimeSaid = 3_600;

    private readonly LoopbackOptions options;
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> validUntil = [];
    private string refresh;
    private int issued = 1;

    public LoopbackTokens(LoopbackOptions options)
    {
        this.options = options;
        refresh = options.Refresh;
        validUntil[options.Token] = Expiry();
    }

    public bool IsValid(string? token)
    {
        lock (gate)
            return token is not null && validUntil.TryGetValue(token, out var until)
                && options.Time.GetUtcNow() < until;
    }

    public void Revoke()
    {
        lock (gate)
            validUntil.Clear();
    }

    public ApiAnswer Refresh(ApiCall call)
    {
        string? presented;
        try
        {
            presented = (JsonNode.Parse(call.Body.Span) as JsonObject)?["refresh"]
                ?.GetValue<string>();
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return ApiAnswer.Error(StatusCodes.Status400BadRequest, "invalid_json");
        }
        lock (gate)
        {
            if (presented != refresh)
                return ApiAnswer.Error(StatusCodes.Status401Unauthorized, "invalid_refresh");
            issued++;
            var token = $"{options.Token}-{issued}";
            refresh = $"{options.Refresh}-{issued}";
            validUntil[token] = Expiry();
            return ApiAnswer.Json(new JsonObject
            {
                ["token"] = token,
                ["expiresInSeconds"] = (int)(options.TokenLifetime?.TotalSeconds ?? LifetimeSaid),
                ["refresh"] = refresh,
            });
        }
    }

    private DateTimeOffset Expiry() => options.TokenLifetime is { } lifetime
        ? options.Time.GetUtcNow() + lifetime
        : DateTimeOffset.MaxValue;
}
