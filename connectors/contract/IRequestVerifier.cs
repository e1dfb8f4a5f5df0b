namespace TockOrleans.Connectors.Contract;

/// <summary>Tells whether a request comes from the channel. Pure, and constant in time.</summary>
public interface IRequestVerifier
{
    /// <summary>Checks a request before anything of it is parsed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="settings">The endpoint's settings.</param>
    /// <param name="keys">Key documents fetched so far, by address.</param>
    /// <param name="now">The time, for replay windows.</param>
    /// <returns>The verdict; never throws.</returns>
    Verification Verify(
        WebhookRequest request,
        EndpointSettings settings,
        IReadOnlyDictionary<Uri, string> keys,
        DateTimeOffset now);
}
