using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TockOrleans.GrainInterfaces;
using TockOrleans.Ingress.Endpoints;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Admin;

/// <summary>
/// Looking after endpoints in the administration: how all of them are, whether one's credentials
/// work, other secrets for it.
/// </summary>
public sealed class EndpointCare(IEndpointEditor editor, IClusterClient cluster)
{
    private const int AtOnce = 16;

    private static readonly TimeSpan HealthTimeLimit = TimeSpan.FromSeconds(5);

    internal async Task Overview(HttpContext http)
    {
        var all = await editor.List();
        var health = new EndpointHealthDocument[all.Count];
        await Parallel.ForAsync(
            0,
            all.Count,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = AtOnce,
                CancellationToken = http.RequestAborted,
            },
            async (at, _) => health[at] = await Look(all[at]));
        await AdminAnswers.Write(
            http,
            new OverviewDocument(
                health.Length,
                health.Count(one => one.InTrouble),
                health.Sum(one => (long)(one.Health?.Backlog ?? 0)),
                health),
            AdminJson.Readable.OverviewDocument);
    }

    internal async Task Test(HttpContext http, EndpointId id)
    {
        if (await editor.Find(id) is null)
        {
            await EndpointAdmin.Missing(http, id);
            return;
        }
        var report = await cluster.GetGrain<IConnectorEndpoint>(id.ToString()).Check();
        AdminCall.Of(http).Outcome = Word(report.Outcome);
        if (report.Outcome == CheckOutcome.Unsupported)
            await AdminAnswers.Refuse(
                http, 501, "this channel cannot be asked; only sending tells");
        else
            await AdminAnswers.Write(
                http,
                new CheckDocument(Word(report.Outcome), report.Detail),
                AdminJson.Readable.CheckDocument);
    }

    internal async Task ChangeSecrets(HttpContext http, EndpointId id)
    {
        if (await AdminAnswers.Read(http, AdminJson.Default.SecretsChange) is not { } change)
            return;
        if (await editor.Find(id) is not { } current)
        {
            await EndpointAdmin.Missing(http, id);
            return;
        }
        var problems = new List<string>();
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in current.Settings)
            settings[name] = value;
        if (change.Secrets is not { Count: > 0 })
            problems.Add("secrets must name at least one");
        foreach (var (name, value) in change.Secrets ?? [])
            if (!current.Secrets.Keys.Contains(name, StringComparer.OrdinalIgnoreCase))
                problems.Add($"secrets:{name} is no secret of this endpoint");
            else if (value.ValueKind != JsonValueKind.String
                || !EndpointDrafts.TryText(value, out var text))
                problems.Add($"secrets:{name} must be a text");
            else
                settings[name] = text;
        var names = (change.Secrets ?? []).Keys.Order(StringComparer.Ordinal);
        AdminCall.Of(http).Outcome = $"changed {string.Join(' ', names)}";
        if (problems.Count > 0)
            await AdminAnswers.Refuse(http, 400, "the secrets are not right", problems);
        else
            // Of that version only: what somebody else changes meanwhile is not taken back.
            await EndpointAdmin.Answer(http, id, await editor.Put(
                id,
                new EndpointDraft(current.Type, settings, [], []),
                current.Declared ? null : current.Version));
    }

    private async Task<EndpointHealthDocument> Look(EndpointView endpoint)
    {
        HealthDocument? health = null;
        try
        {
            health = HealthDocument.Of(await cluster
                .GetGrain<IConnectorEndpoint>(endpoint.Id.ToString())
                .GetHealth()
                .WaitAsync(HealthTimeLimit));
        }
        catch (Exception)
        {
            // One that cannot be asked hides none of the others.
        }
        var active = endpoint.Problems.Count == 0;
        var inTrouble = !active || health
            is not { CircuitOpen: false, Revoked: null, Upkeep: null or { Problem: null } };
        return new EndpointHealthDocument(
            endpoint.Id.ToString(),
            endpoint.Type,
            active,
            inTrouble,
            health);
    }

    private static string Word(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Works => "works",
        CheckOutcome.Fails => "fails",
        CheckOutcome.Unsupported => "unsupported",
        _ => "unknown",
    };
}
