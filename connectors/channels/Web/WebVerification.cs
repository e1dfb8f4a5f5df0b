using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// Tells who a user is, in the way the endpoint was told: open, where a user is who the page says
/// (Tock's pass-through mode), or by a cookie, a token of the site's login, or a signed link. Then
/// nobody writes as another user, or reads what another one is told.
/// </summary>
internal sealed class WebVerification : IRequestVerifier
{
    private static readonly Verification.Verified Open = new();
    private static readonly Verification.Rejected NoUser = new("the proof names no user");

    public Verification Verify(
        WebhookRequest request,
        EndpointSettings settings,
        IReadOnlyDictionary<Uri, string> keys,
        DateTimeOffset now)
    {
        // At other paths is no user: they are answered without one.
        if (request.Path is not ("" or WebParser.StreamPath
            or WebParser.DirectPath or WebParser.CancelPath))
            return Open;
        return settings.Required(WebSettings.Identity) switch
        {
            WebSettings.ByCookie => WebCookie.Verify(request, settings, now),
            WebSettings.ByJwt => WebJwt.Verify(request, settings, keys, now),
            WebSettings.ByLink => WebLink.Verify(request, settings, now),
            _ => Open,
        };
    }

    /// <summary>A proof of a user, where it may be one.</summary>
    public static Verification Prove(string? user, DateTimeOffset until) =>
        string.IsNullOrWhiteSpace(user) || user.Length > SessionId.PartMax
            ? NoUser
            : new Verification.Verified(user) { Until = until };
}
