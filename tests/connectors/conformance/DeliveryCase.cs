using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Conformance;

/// <summary>
/// A payload, the channel's answers, and the outcome, written as a case writes it.
/// </summary>
internal static class DeliveryCase
{
    public static async Task<JsonNode> Run(
        Connector connector, CaseFolder folder, CancellationToken stop)
    {
        var given = folder.Require("delivery.json");
        var exchange = folder.Require("exchange.json");
        using var channel = new RecordedChannel(
            exchange is JsonArray many ? many : [exchange.DeepClone()]);
        using var http = new HttpClient(channel);
        var outcome = await connector.Client!.Send(
            new Delivery(
                folder.Settings(connector),
                (string?)given["credentials"],
                (string?)given["replyAddress"] ?? "{}",
                CaseFolder.Text(given["payload"]),
                (string?)given["idempotencyKey"] ?? "key-1"),
            http,
            stop);
        channel.AssertAllWasAsked();
        return Write(outcome);
    }

    private static JsonObject Write(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Accepted accepted => new JsonObject { ["accepted"] = accepted.MessageId },
        DeliveryOutcome.RetryAfter retry => new JsonObject
        {
            ["retryAfterSeconds"] = retry.After?.TotalSeconds, ["scope"] = retry.Scope,
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
