namespace TockOrleans.Stores;

/// <summary>Where grains other than sessions keep their state.</summary>
public static class GrainStorage
{
    /// <summary>The name every storage profile registers it under.</summary>
    public const string Name = "tock";
}
