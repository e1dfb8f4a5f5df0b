namespace TockOrleans.Connectors.Contract;

/// <summary>What to do about a reply that the channel may have or not.</summary>
public enum DeliveryPolicy
{
    /// <summary>Send it again: better twice than never. The default.</summary>
    AtLeastOnce,

    /// <summary>Give it up as a dead letter: better never than twice.</summary>
    AtMostOnce,
}
