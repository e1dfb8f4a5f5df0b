using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// Knows a user by a short-lived token that the operator's own site signed into the address of an
/// embedded page.
/// </summary>
internal static class WebLink
{
    /// <summary>The token's parameter in the address.</summary>
    private const string Parameter = "token";

    private const string Kind = "tock";

    private static readonly Verification.Rejected TooLong =
        new("the token holds for longer than is allowed");

    public static Verification Verify(
        WebhookRequest request, EndpointSettings settings, DateTimeOffset now)
    {
        if (WebBearer.Find(request, Parameter, out var token) is { } rejected)
            return rejected;
        var verdict = WebSigned.Read(Kind, token, settings, now);
        var last = now + TimeSpan.FromSeconds(settings.Number(WebSettings.LinkLifetimeMax));
        return verdict is Verification.Verified proof && proof.Until > last ? TooLong : verdict;
    }
}
