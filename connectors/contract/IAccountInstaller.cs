namespace TockOrleans.Connectors.Contract;

/// <summary>
/// Installs an app in accounts of the channel (workspaces, pages …), each with a token of its own.
/// The tokens are kept by the platform, on disk, sealed, for each account apart.
/// </summary>
public interface IAccountInstaller
{
    /// <summary>Whose token a reply leaves with. Pure.</summary>
    /// <param name="settings">The endpoint's settings.</param>
    /// <param name="replyAddress">Where the reply goes, the connector's own JSON.</param>
    /// <returns>
    /// The account, at most <see cref="AccountMax"/> characters; null: the endpoint has one token
    /// for all.
    /// </returns>
    string? AccountOf(EndpointSettings settings, string replyAddress);

    /// <summary>The longest id of an account, in characters.</summary>
    const int AccountMax = 64;

    /// <summary>Changes what an installation brought into a token; works once.</summary>
    /// <param name="settings">The endpoint's settings.</param>
    /// <param name="code">What <see cref="ParseResult.Install"/> brought.</param>
    /// <param name="now">The time.</param>
    /// <param name="http">The client to ask with: its hosts and its time limit are set.</param>
    /// <param name="stop">Cancels the call.</param>
    /// <returns>The account and its token, or why there is none. Never throws.</returns>
    Task<InstallResult> Install(
        EndpointSettings settings,
        string code,
        DateTimeOffset now,
        HttpClient http,
        CancellationToken stop);

    /// <summary>Gets an account's next token, where tokens end.</summary>
    /// <param name="settings">The endpoint's settings.</param>
    /// <param name="kept">What <see cref="Credentials.Keep"/> of the last one was.</param>
    /// <param name="now">The time.</param>
    /// <param name="http">The client to ask with: its hosts and its time limit are set.</param>
    /// <param name="stop">Cancels the call.</param>
    /// <returns>The token, or why there is none. Never throws.</returns>
    Task<CredentialsResult> Renew(
        EndpointSettings settings,
        string kept,
        DateTimeOffset now,
        HttpClient http,
        CancellationToken stop);

    /// <summary>What whoever installed the app is shown. Pure.</summary>
    /// <param name="problem">Why it was not installed; null: it was.</param>
    WebhookReply Answer(string? problem);
}
