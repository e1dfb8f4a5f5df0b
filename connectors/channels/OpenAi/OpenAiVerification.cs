using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.OpenAi;

/// <summary>Wants <c>Authorization: Bearer</c> and the endpoint's key.</summary>
internal sealed class OpenAiVerification : IRequestVerifier
{
    public Verification Verify(
        WebhookRequest request,
        EndpointSettings settings,
        IReadOnlyDictionary<Uri, string> keys,
        DateTimeOffset now) =>
        BearerKey.Verify(request, settings.Required(OpenAiSettings.Key));
}
