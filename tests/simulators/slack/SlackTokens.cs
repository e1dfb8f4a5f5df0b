using System.Text;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulators.Slack;

/// <summary>Which tokens are valid; refresh tokens work once.</summary>
internal sealed class SlackTokens
{
    private const string BasicPrefix = "Basic ";

    private readonly SlackOptions options;
    private readonly SlackIds ids;
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> validUntil = [];
    private readonly HashSet<string> revoked = [];
    private readonly Dictionary<string, string> refreshes = [];
    private readonly Dictionary<string, string?> codes = [];
    private readonly Dictionary<string, string> teams = [];

    public SlackTokens(SlackOptions options, SlackIds ids)
    {
        (this.options, this.ids) = (options, ids);
        validUntil[options.BotToken] = Expiry();
        refreshes[options.RefreshToken] = options.TeamId;
    }

    /// <summary>Slack's code for a token that is not valid; null: it is.</summary>
    public string? Problem(string? token)
    {
        if (token is null)
            return "not_authed";
        lock (gate)
        {
            if (revoked.Contains(token))
                return "token_revoked";
            return !validUntil.TryGetValue(token, out var until) ? "invalid_auth"
                : options.Time.GetUtcNow() >= until ? "token_expired" : null;
        }
    }

    /// <summary>The workspace a token is of.</summary>
    public string TeamOf(string? token)
    {
        lock (gate)
            return teams.GetValueOrDefault(token ?? "", options.TeamId);
    }

    /// <summary>
    /// A code for a token of a workspace; it works once. Others are taken for the first workspace.
    /// </summary>
    public string NewCode(string team)
    {
        var code = ids.New("code-");
        lock (gate)
            codes[code] = team;
        return code;
    }

    public void Revoke(string team)
    {
        lock (gate)
        {
            revoked.UnionWith(teams.Where(token => token.Value == team).Select(one => one.Key));
            foreach (var refresh in refreshes.Where(one => one.Value == team).ToArray())
                refreshes.Remove(refresh.Key);
        }
    }

    public void Revoke()
    {
        lock (gate)
        {
            revoked.UnionWith(validUntil.Keys);
            refreshes.Clear();
        }
    }

    /// <summary>https://docs.slack.dev/reference/methods/oauth.v2.access</summary>
    public ApiAnswer Access(ApiCall call, SlackArguments arguments)
    {
        var (id, secret) = Client(call, arguments);
        if (id != options.ClientId)
            return SlackReply.Error("invalid_client_id");
        if (secret != options.ClientSecret)
            return SlackReply.Error("bad_client_secret");
        var isRefresh = arguments.Text("grant_type") == "refresh_token";
        var given = arguments.Text(isRefresh ? "refresh_token" : "code") ?? "";
        string? team;
        lock (gate)
            if (isRefresh)
                refreshes.Remove(given, out team);
            else if (!codes.TryGetValue(given, out team))
                team = given.Length > 0 ? options.TeamId : null;
            else
                codes[given] = null;
        return team is not null ? Issue(team)
            : SlackReply.Error(isRefresh ? "invalid_refresh_token" : "invalid_code");
    }

    private ApiAnswer Issue(string team)
    {
        var (token, refresh) = (ids.New("xoxe.xoxb-1-"), ids.New("xoxe-1-"));
        var isAll = SlackTeams.IsOrganisation(team);
        var account = new JsonObject { ["id"] = team, ["name"] = options.TeamDomain };
        var body = new JsonObject
        {
            ["access_token"] = token,
            ["token_type"] = "bot",
            ["scope"] = SlackApi.Scopes,
            ["bot_user_id"] = options.BotUserId,
            ["app_id"] = options.AppId,
            ["team"] = isAll ? null : account,
            ["enterprise"] = isAll ? account : null,
            ["is_enterprise_install"] = isAll,
            ["authed_user"] = new JsonObject { ["id"] = "U0INSTALLER" },
        };
        if (options.TokenLifetime is { } lifetime)
        {
            body["expires_in"] = (int)lifetime.TotalSeconds;
            body["refresh_token"] = refresh;
        }
        lock (gate)
        {
            validUntil[token] = Expiry();
            refreshes[refresh] = team;
            teams[token] = team;
        }
        return SlackReply.Ok(body);
    }

    private static (string? Id, string? Secret) Client(ApiCall call, SlackArguments arguments)
    {
        var header = call.Http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(BasicPrefix, StringComparison.OrdinalIgnoreCase))
            return (arguments.Text("client_id"), arguments.Text("client_secret"));
        var buffer = new byte[header.Length];
        var parts = Convert.TryFromBase64String(header[BasicPrefix.Length..], buffer, out var size)
            ? Encoding.UTF8.GetString(buffer, 0, size).Split(':', 2)
            : [];
        return parts is [var id, var secret] ? (id, secret) : (null, null);
    }

    private DateTimeOffset Expiry() => options.TokenLifetime is { } lifetime
        ? options.Time.GetUtcNow() + lifetime
        : DateTimeOffset.MaxValue;
}
