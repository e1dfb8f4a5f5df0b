using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// Lets every request in: the web channel is open, and a user is who the page says. This is
/// Tock's pass-through mode; whoever knows a user id can write as that user.
/// </summary>
internal sealed class WebVerification : IRequestVerifier
{
    private static readonly Verification.Verified Open = new();

    public Verification Verify(
        WebhookRequest request,
        EndpointSettings settings,
        IReadOnlyDictionary<Uri, string> keys,
        DateTimeOffset now) => Open;
}
