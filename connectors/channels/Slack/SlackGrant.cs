using System.Text.Json;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// What Slack answers to who asks for a token:
/// https://docs.slack.dev/reference/methods/oauth.v2.access
/// </summary>
/// <param name="Error">Why there is none.</param>
/// <param name="Token">The token.</param>
/// <param name="Refresh">What the next one is got with.</param>
/// <param name="ExpiresIn">For how many seconds the token is valid.</param>
/// <param name="Account">The organisation or the workspace the app was installed in.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Scopes">What the bot may do there.</param>
internal sealed record SlackGrant(
    string? Error,
    string? Token,
    string? Refresh,
    long? ExpiresIn,
    string? Account,
    string? Name,
    IReadOnlyList<string> Scopes)
{
    private const int ScopesMax = 100;
    private const int ScopeMax = 100;
    private const int NameMax = 200;

    public static SlackGrant? Read(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        var account = root.Member(root.Flag("is_enterprise_install") ? "enterprise" : "team");
        var expires = root.Member("expires_in");
        return new SlackGrant(
            root.Text("error"),
            root.Flag("ok") ? root.Text("access_token") : null,
            root.Text("refresh_token") is { Length: > 0 } next ? next : null,
            expires.ValueKind == JsonValueKind.Number && expires.TryGetInt64(out var seconds)
                && seconds is > 0 and < int.MaxValue
                    ? seconds
                    : null,
            account.Id("id"),
            account.Text("name") is { Length: > 0 } name ? SlackFields.Clip(name, NameMax) : null,
            [.. (root.Text("scope") ?? "")
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(scope => scope.Length <= ScopeMax)
                .Take(ScopesMax)]);
    }
}
