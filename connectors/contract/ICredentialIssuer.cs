namespace TockOrleans.Connectors.Contract;

/// <summary>
/// Gets and renews the endpoint's token, where it is not a setting. Asked by one node of the
/// cluster at a time; what it returns is on disk, encrypted, before it is used: a channel that
/// takes a refresh token only once must not find us without the next one.
/// </summary>
public interface ICredentialIssuer
{
    /// <summary>Asks once.</summary>
    /// <param name="settings">The endpoint's settings.</param>
    /// <param name="kept">
    /// What <see cref="Credentials.Keep"/> was last; null: the first time.
    /// </param>
    /// <param name="now">The time.</param>
    /// <param name="http">The client to ask with: its hosts and its time limit are set.</param>
    /// <param name="stop">Cancels the call.</param>
    /// <returns>The token, or why there is none. Never throws.</returns>
    Task<CredentialsResult> Issue(
        EndpointSettings settings,
        string? kept,
        DateTimeOffset now,
        HttpClient http,
        CancellationToken stop);
}
