using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Tests.Conformance;

/// <summary>Asking for a token, and what came of it, written as a case writes it.</summary>
internal static class CredentialsCase
{
    public static async Task<JsonObject> Run(
        Connector connector,
        CaseFolder folder,
        JsonNode given,
        HttpClient http,
        CancellationToken stop) =>
        Write(await connector.Issuer!.Issue(
            folder.Settings(connector), (string?)given["kept"], folder.Now, http, stop));

    /// <summary>Installing the app in an account.</summary>
    public static async Task<JsonObject> Install(
        Connector connector,
        CaseFolder folder,
        JsonNode given,
        HttpClient http,
        CancellationToken stop) =>
        await connector.Accounts!.Install(
            folder.Settings(connector), (string)given["code"]!, folder.Now, http, stop) switch
        {
            InstallResult.Installed installed => new JsonObject
            {
                ["account"] = installed.Account,
                ["name"] = installed.Name,
                ["scopes"] = new JsonArray([.. installed.Scopes.Select(one => (JsonNode)one)]),
                ["issued"] = Write(new CredentialsResult.Issued(installed.Credentials))["issued"]!
                    .DeepClone(),
            },
            InstallResult.Refused refused => new JsonObject { ["refused"] = refused.Reason },
            var other => throw new InvalidOperationException($"{other} is not a result"),
        };

    /// <summary>Getting an account's next token.</summary>
    public static async Task<JsonObject> Renew(
        Connector connector,
        CaseFolder folder,
        JsonNode given,
        HttpClient http,
        CancellationToken stop) =>
        Write(await connector.Accounts!.Renew(
            folder.Settings(connector), (string)given["kept"]!, folder.Now, http, stop));

    private static JsonObject Write(CredentialsResult result) => result switch
    {
        CredentialsResult.Issued issued => new JsonObject
        {
            ["issued"] = new JsonObject
            {
                ["token"] = issued.Credentials.Token,
                ["expiresAt"] = issued.Credentials.ExpiresAt,
                ["keep"] = issued.Credentials.Keep,
            },
        },
        CredentialsResult.NotNeeded => new JsonObject { ["notNeeded"] = true },
        CredentialsResult.Refused refused => new JsonObject { ["refused"] = refused.Reason },
        CredentialsResult.Unavailable unavailable => new JsonObject
        {
            ["unavailable"] = unavailable.Reason,
            ["afterSeconds"] = unavailable.After?.TotalSeconds,
        },
        _ => throw new InvalidOperationException($"{result} is not a result"),
    };
}
