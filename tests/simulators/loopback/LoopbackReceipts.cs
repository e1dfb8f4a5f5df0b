namespace TockOrleans.Simulators.Loopback;

/// <summary>What the channel tells of a message after it took it.</summary>
public sealed record LoopbackReceipts
{
    /// <summary>Nothing.</summary>
    public static LoopbackReceipts None { get; } = new();

    /// <summary>Whether it tells that the message reached the user's device.</summary>
    public bool Delivered { get; init; }

    /// <summary>Whether it tells that the user read the message.</summary>
    public bool Read { get; init; }

    /// <summary>How likely it tells instead that it could not deliver, 0 to 1.</summary>
    public double Undelivered { get; init; }

    /// <summary>The reason it gives then.</summary>
    public string Reason { get; init; } = "unreachable";

    /// <summary>How long after the message, in seconds; read comes twice as late.</summary>
    public double DelaySeconds { get; init; }

    internal string? Problem() => this switch
    {
        { Undelivered: < 0 or > 1 or double.NaN } => "undelivered is from 0 to 1",
        { DelaySeconds: < 0 or double.NaN } => "delaySeconds is 0 or more",
        _ => null,
    };
}
