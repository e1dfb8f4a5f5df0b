using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Endpoints;

/// <summary>An endpoint as an administrator may see it: without its secrets.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Type">The type id of its connector.</param>
/// <param name="Declared">
/// Whether the configuration declares it, or it is a bot's own one of the web: it cannot be
/// changed here.
/// </param>
/// <param name="Version">Greater after every change; 0: declared.</param>
/// <param name="Settings">Its settings that are no secrets, defaults filled in.</param>
/// <param name="Secrets">Its secret settings, and whether each is set.</param>
/// <param name="Problems">Why this node cannot serve it; empty: it does.</param>
/// <param name="Identity">How it knows who a user is; null: this node cannot serve it.</param>
public sealed record EndpointView(
    EndpointId Id,
    string Type,
    bool Declared,
    long Version,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyDictionary<string, bool> Secrets,
    IReadOnlyList<string> Problems,
    UserIdentity? Identity = null)
{
    /// <summary>Where its channel calls.</summary>
    public string Path => $"/io/{Id}";
}
