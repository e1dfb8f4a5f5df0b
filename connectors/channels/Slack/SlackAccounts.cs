using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// The app in several workspaces, or in all of an organisation, each with a token of its own:
/// https://docs.slack.dev/authentication/installing-with-oauth
/// </summary>
internal sealed class SlackAccounts : IAccountInstaller
{
    public string? AccountOf(EndpointSettings settings, string replyAddress) =>
        SlackSettings.HasAccounts(settings) && SlackAddress.Read(replyAddress) is { } address
            ? SlackFields.AsId(address.Account ?? address.Team)
            : null;

    public async Task<InstallResult> Install(
        EndpointSettings settings,
        string code,
        DateTimeOffset now,
        HttpClient http,
        CancellationToken stop)
    {
        if (!SlackSettings.HasAccounts(settings))
            return new InstallResult.Refused("the endpoint has a token of its own");
        using var request = SlackTokens.Request(settings, KeyValuePair.Create("code", code));
        var reply = await SlackReply.Ask(http, request, SlackGrant.Read, stop);
        return reply switch
        {
            { Failure: DeliveryOutcome.Unknown unknown } =>
                new InstallResult.Refused(unknown.Reason),
            { Failure: not null } => new InstallResult.Refused("no connection"),
            { Answer: { Token: { Length: > 0 } token, Account: { } account } grant } =>
                Installed(settings, account, token, grant, now),
            { Answer.Error: { } error } =>
                new InstallResult.Refused(SlackOutcomes.Code(error)),
            { Answer.Account: not null } => new InstallResult.Refused("no bot scope"),
            _ => new InstallResult.Refused($"http {(int)reply.Status}"),
        };
    }

    public async Task<CredentialsResult> Renew(
        EndpointSettings settings,
        string kept,
        DateTimeOffset now,
        HttpClient http,
        CancellationToken stop) =>
        SlackSettings.HasAccounts(settings)
            ? await SlackTokens.Renew(settings, kept, mark: "", now, http, stop)
            : new CredentialsResult.Refused("the endpoint has a token of its own");

    public WebhookReply Answer(string? problem) => SlackInstall.Page(problem);

    private static InstallResult Installed(
        EndpointSettings settings,
        string account,
        string token,
        SlackGrant grant,
        DateTimeOffset now) =>
        settings.Text(SlackSettings.TeamId) is { } only && only != account
            ? new InstallResult.Refused("another workspace")
            : new InstallResult.Installed(account, new Credentials(
                token,
                grant.ExpiresIn is { } seconds ? now.AddSeconds(seconds) : null,
                grant.Refresh))
            {
                Name = grant.Name,
                Scopes = grant.Scopes,
            };
}
