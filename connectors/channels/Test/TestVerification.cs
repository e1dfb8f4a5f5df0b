using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Test;

/// <summary>
/// Wants <c>Authorization: Bearer</c> and the endpoint's key. An endpoint without one takes nothing
/// at its own address: the administration, which has keys itself, is the only door then.
/// </summary>
internal sealed class TestVerification : IRequestVerifier
{
    private const int Forbidden = 403;

    public Verification Verify(
        WebhookRequest request,
        EndpointSettings settings,
        IReadOnlyDictionary<Uri, string> keys,
        DateTimeOffset now) => settings.Text(TestSettings.Key) is { } key
            ? BearerKey.Verify(request, key)
            : new Verification.Rejected(
                "the endpoint has no key: only the administration talks through it", Forbidden);
}
