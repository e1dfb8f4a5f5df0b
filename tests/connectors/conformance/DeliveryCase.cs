using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Conformance;

/// <summary>
/// A payload or the wish for a token, a profile or a file, the channel's answers, and the outcome,
/// written as a case writes it.
/// </summary>
internal static class DeliveryCase
{
    public static async Task<JsonNode> Run(
        Connector connector, CaseFolder folder, CancellationToken stop)
    {
        var exchange = folder.Read("exchange.json");
        using var channel = new RecordedChannel(
            exchange is null ? [] : exchange as JsonArray ?? [exchange.DeepClone()],
            connector.HostsOf(folder.Settings(connector)));
        using var http = new HttpClient(channel);
        var outcome = await Ask(connector, folder, http, stop);
        channel.AssertAllWasAsked(
            $"case {connector.Description.Type}/{folder.Name}", CaseFolder.Text(outcome));
        return outcome;
    }

    private static async Task<JsonObject> Ask(
        Connector connector, CaseFolder folder, HttpClient http, CancellationToken stop)
    {
        if (folder.Read("credentials.json") is { } wish)
            return await CredentialsCase.Run(connector, folder, wish, http, stop);
        if (folder.Read("install.json") is { } install)
            return await CredentialsCase.Install(connector, folder, install, http, stop);
        if (folder.Read("renewal.json") is { } renewal)
            return await CredentialsCase.Renew(connector, folder, renewal, http, stop);
        if (folder.Read("profile.json") is { } profile)
            return await ReadingCase.Profile(connector, folder, profile, http, stop);
        if (folder.Read("attachment.json") is { } file)
            return await ReadingCase.Attachment(connector, folder, file, http, stop);
        if (folder.Read("check.json") is { } check)
            return Write(await connector.Check!.Check(
                ReadingCase.Call(connector, folder, check), http, stop));
        if (folder.Read("upkeep.json") is { } upkeep)
            return Write(await connector.Upkeep!.Look(
                ReadingCase.Call(connector, folder, upkeep), folder.Now, http, stop));
        return await Send(connector, folder, http, stop);
    }

    private static async Task<JsonObject> Send(
        Connector connector, CaseFolder folder, HttpClient http, CancellationToken stop)
    {
        var given = folder.Require("delivery.json");
        var delivery = new Delivery(
            folder.Settings(connector),
            (string?)given["credentials"],
            (string?)given["replyAddress"] ?? "{}",
            CaseFolder.Text(given["payload"]),
            (string?)given["idempotencyKey"] ?? "key-1");
        var written = Write(await connector.Client!.Send(delivery, http, stop));
        if (folder.Expected["costs"] is not null)
            written["costs"] =
                new JsonArray([.. connector.Client.Costs(delivery).Select(Write)]);
        return written;
    }

    private static JsonObject Write(UpkeepReport report) => new()
    {
        ["problem"] = report.Problem,
        ["done"] = report.Done,
    };

    private static JsonObject Write(RateCost cost) => new()
    {
        ["name"] = cost.Name,
        ["permits"] = cost.Limit.Permits,
        ["perSeconds"] = cost.Limit.Per.TotalSeconds,
        ["burst"] = cost.Limit.Burst,
    };

    private static JsonObject Write(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Accepted accepted => new JsonObject { ["accepted"] = accepted.MessageId },
        DeliveryOutcome.RetryAfter retry => new JsonObject
        {
            ["retryAfterSeconds"] = retry.After?.TotalSeconds,
            ["scope"] = retry.Scope,
        },
        DeliveryOutcome.Rejected rejected => new JsonObject { ["rejected"] = rejected.Reason },
        DeliveryOutcome.OutsideWindow => new JsonObject { ["outsideWindow"] = true },
        DeliveryOutcome.CredentialsInvalid invalid => new JsonObject
        {
            ["credentialsInvalid"] = invalid.Reason,
        },
        DeliveryOutcome.NotConnected => new JsonObject { ["notConnected"] = true },
        DeliveryOutcome.Unknown unknown => new JsonObject { ["unknown"] = unknown.Reason },
        _ => throw new InvalidOperationException($"{outcome} is not an outcome"),
    };
}
