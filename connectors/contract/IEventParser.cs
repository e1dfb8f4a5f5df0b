namespace TockOrleans.Connectors.Contract;

/// <summary>Reads the events of a verified request. Pure, and never throws.</summary>
public interface IEventParser
{
    /// <summary>Reads all events of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="settings">The endpoint's settings.</param>
    /// <param name="proof">What the verifier found.</param>
    /// <param name="now">The time, for events that carry none.</param>
    /// <returns>
    /// The events in the channel's order; one bad event does not hide its neighbours.
    /// </returns>
    ParseResult Parse(
        WebhookRequest request,
        EndpointSettings settings,
        Verification.Verified proof,
        DateTimeOffset now);
}
