using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// Finds the one token of a request: in the header <c>Authorization: Bearer</c>, or in the address,
/// because a browser's EventSource sends no headers of the page's own.
/// https://www.rfc-editor.org/rfc/rfc6750#section-2
/// </summary>
internal static class WebBearer
{
    private const string Scheme = "Bearer ";

    private static readonly Verification.Rejected Missing = new("the token is missing");
    private static readonly Verification.Rejected Twice = new("there is more than one token");
    private static readonly Verification.Rejected OtherScheme =
        new("the authorization is no bearer token");

    /// <param name="request">The request.</param>
    /// <param name="parameter">Its name in the address; null: there it is not looked for.</param>
    /// <param name="token">The token; empty where it is rejected.</param>
    /// <returns>Null, or why there is none.</returns>
    public static Verification.Rejected? Find(
        WebhookRequest request, string? parameter, out string token)
    {
        token = "";
        var header = request.Header("Authorization");
        string[] given = parameter is null ? [] : WebQuery.All(request.Query, parameter);
        if (given.Length + (string.IsNullOrEmpty(header) ? 0 : 1) > 1)
            return Twice;
        if (given is [var one])
            token = one;
        else if (string.IsNullOrEmpty(header))
            return Missing;
        else if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return OtherScheme;
        else
            token = header[Scheme.Length..].Trim();
        return token.Length == 0 ? Missing : null;
    }
}
