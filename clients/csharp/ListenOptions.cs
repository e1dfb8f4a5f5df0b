namespace TockOrleans.Client;

/// <summary>How to listen.</summary>
public sealed record ListenOptions
{
    /// <summary>The user; ignored where the endpoint knows users by itself.</summary>
    public string? UserId { get; init; }

    /// <summary>Where the last stream broke off; null: what no client has yet comes.</summary>
    public string? LastEventId { get; init; }

    /// <summary>Whether to see answers grow.</summary>
    public bool Growing { get; init; }

    /// <summary>Told whether it is connected, each time that changes.</summary>
    public Action<bool>? Connected { get; init; }
}
