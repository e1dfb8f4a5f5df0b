namespace TockOrleans.Simulators;

/// <summary>What a channel does with events besides delivering them once, in order.</summary>
public sealed record WebhookNoise
{
    /// <summary>Nothing of the kind.</summary>
    public static WebhookNoise None { get; } = new();

    /// <summary>How likely an event comes once more after its acknowledgement, 0 to 1.</summary>
    public double Duplicates { get; init; }

    /// <summary>How likely an event comes twice at the same time, 0 to 1.</summary>
    public double Twins { get; init; }

    /// <summary>How likely an event waits, so that later ones overtake it, 0 to 1.</summary>
    public double Delayed { get; init; }

    /// <summary>How long such an event waits at most, in seconds, not scaled.</summary>
    public double DelaySecondsMax { get; init; } = 0.2;

    internal string? Problem() => this switch
    {
        { Duplicates: < 0 or > 1 or double.NaN } => "duplicates is from 0 to 1",
        { Twins: < 0 or > 1 or double.NaN } => "twins is from 0 to 1",
        { Delayed: < 0 or > 1 or double.NaN } => "delayed is from 0 to 1",
        { DelaySecondsMax: < 0 or double.NaN } => "delaySecondsMax is 0 or more",
        _ => null,
    };
}
