using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>
/// An account of the channel (a workspace, a page …) in which an endpoint's app is installed: its
/// token. Its key is <c>{endpoint}/{account}</c>.
/// </summary>
[Alias("tock.IEndpointAccount")]
public interface IEndpointAccount : IGrainWithStringKey
{
    /// <summary>The app was installed; an earlier token counts no more.</summary>
    /// <param name="installation">The token, sealed.</param>
    [Alias("Keep")]
    Task Keep(AccountInstallation installation);

    /// <summary>What is known of the account; null: the app was never installed there.</summary>
    [Alias("GetInfo")]
    Task<AccountInfo?> GetInfo();

    /// <summary>The account's current token; renewed and put on disk where need be.</summary>
    /// <param name="refused">
    /// A token the channel refused: another one is got. Null: the one there is.
    /// </param>
    [Alias("GetToken")]
    Task<TokenAnswer> GetToken(string? refused);

    /// <summary>
    /// Takes an event of the installation (revoked …); returns when it is on disk. The same event
    /// again changes nothing.
    /// </summary>
    /// <param name="notice">The event.</param>
    [Alias("Notify")]
    Task Notify(EndpointNotice notice);
}
