using System.Text.Json;
using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Ingress.Admin;

/// <summary>What a PUT of an endpoint says.</summary>
internal sealed record EndpointChange(
    string? Type = null, Dictionary<string, JsonElement>? Settings = null);

/// <summary>Which dead letters to replay: one, those with a reason, or all.</summary>
internal sealed record ReplayOrder(
    string? Session = null, long? Seq = null, string? Reason = null, bool? All = null);

/// <summary>The connectors there are.</summary>
internal sealed record ConnectorsDocument(IReadOnlyList<ConnectorDocument> Connectors);

/// <summary>A connector: what its channel can do, and what an endpoint of it is told.</summary>
internal sealed record ConnectorDocument(
    string Type,
    string Title,
    Capabilities Capabilities,
    IReadOnlyList<SettingField> Settings);

/// <summary>The endpoints there are.</summary>
internal sealed record EndpointsDocument(IReadOnlyList<EndpointDocument> Endpoints);

/// <summary>
/// An endpoint; a secret setting says only whether it is set. Its source is <c>configuration</c>
/// or <c>api</c>; it is active where this node serves it, and if not, the problems say why. Its
/// identity is how it knows who a user is; of one that is open the warning says what that means.
/// </summary>
internal sealed record EndpointDocument(
    string Namespace,
    string Bot,
    string Id,
    string Type,
    string Path,
    string Source,
    long Version,
    bool Active,
    string? Identity,
    string? Warning,
    JsonObject Settings,
    IReadOnlyList<string>? Problems);

/// <summary>How an endpoint is.</summary>
internal sealed record HealthDocument(
    long Accepted,
    long Retried,
    long Dead,
    int Backlog,
    DateTimeOffset? LastSuccess,
    DateTimeOffset? LastFailure,
    string? LastError,
    bool CircuitOpen,
    string? Revoked,
    ConnectionDocument? Connection,
    UpkeepDocument? Upkeep)
{
    public static HealthDocument Of(EndpointHealth health) => new(
        health.Accepted,
        health.Retried,
        health.Dead,
        health.Backlog,
        health.LastSuccess,
        health.LastFailure,
        health.LastError,
        health.CircuitOpen,
        health.Revoked,
        ConnectionDocument.Of(health.Connection),
        UpkeepDocument.Of(health.Upkeep));
}

/// <summary>How the endpoint is at its channel.</summary>
internal sealed record UpkeepDocument(DateTimeOffset At, string? Problem, string? Done)
{
    public static UpkeepDocument? Of(UpkeepHealth? health) => health is null
        ? null
        : new UpkeepDocument(health.At, health.Problem, health.Done);
}

/// <summary>How the connection is that the endpoint opens to its channel.</summary>
internal sealed record ConnectionDocument(
    bool Connected, DateTimeOffset? Since, string? LastError, DateTimeOffset? LastErrorAt)
{
    public static ConnectionDocument? Of(ConnectionHealth? health) => health is null
        ? null
        : new(health.Connected, health.Since, health.LastError, health.LastErrorAt);
}

/// <summary>How all endpoints are.</summary>
internal sealed record OverviewDocument(
    int Endpoints, int InTrouble, long Backlog, IReadOnlyList<EndpointHealthDocument> Health);

/// <summary>
/// How one of them is; health that is missing could not be asked for. In trouble: not active,
/// revoked, held back after failures, or not to be asked.
/// </summary>
internal sealed record EndpointHealthDocument(
    string Endpoint, string Type, bool Active, bool InTrouble, HealthDocument? Health);

/// <summary>
/// A page of the accounts an endpoint's app was installed in, and what <c>after</c> of the next
/// page is; missing: this is the last.
/// </summary>
internal sealed record AccountsDocument(IReadOnlyList<AccountDocument> Accounts, string? Next);

/// <summary>
/// One of them; <c>revoked</c> says why the channel takes nothing from it, missing: it does.
/// </summary>
internal sealed record AccountDocument(
    string Account,
    string? Name,
    DateTimeOffset InstalledAt,
    IReadOnlyList<string> Scopes,
    string? Revoked)
{
    public static AccountDocument Of(AccountInfo account) => new(
        account.Account, account.Name, account.InstalledAt, account.Scopes, account.Revoked);
}

/// <summary>Secrets to change; those that are not named stay as they are.</summary>
internal sealed record SecretsChange(Dictionary<string, JsonElement>? Secrets = null);

/// <summary>
/// Whether an endpoint's credentials work: <c>works</c>, with whose they are; <c>fails</c>, with
/// why; <c>unknown</c>: the channel did not say.
/// </summary>
internal sealed record CheckDocument(string Outcome, string? Detail);

/// <summary>
/// A page of dead letters, and what <c>after</c> of the next page is; missing: this is the last.
/// </summary>
internal sealed record DeadLettersDocument(
    IReadOnlyList<DeadLetterDocument> Letters, string? Next);

/// <summary>A dead letter with its bot message; missing: it cannot be read.</summary>
internal sealed record DeadLetterDocument(
    string Session,
    long Seq,
    DateTimeOffset At,
    int Attempts,
    string Reason,
    JsonElement? Message);

/// <summary>What became of a replay; where there may be more, ask again.</summary>
internal sealed record ReplayedDocument(int Replayed, bool More);

/// <summary>A problem, as RFC 9457 writes it.</summary>
internal sealed record ProblemDocument(
    string Title, int Status, string Detail, IReadOnlyList<string>? Problems);
