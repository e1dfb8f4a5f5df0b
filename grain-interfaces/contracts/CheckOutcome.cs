namespace TockOrleans.GrainInterfaces;

/// <summary>What came of asking a channel whether an endpoint's credentials work.</summary>
public enum CheckOutcome
{
    /// <summary>They work.</summary>
    Works,

    /// <summary>The channel does not take them.</summary>
    Fails,

    /// <summary>The channel did not say: it could not be reached, or answered otherwise.</summary>
    Unknown,

    /// <summary>The endpoint's connector cannot ask.</summary>
    Unsupported,
}
