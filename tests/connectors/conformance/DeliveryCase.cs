using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Conformance;

/// <summary>
/// What is asked of the channel, its answers, and what comes of it, written as a case writes it: a
/// payload delivered, or else a token, a profile or a file asked for.
/// </summary>
internal static class DeliveryCase
{
    public static async Task<JsonNode> Run(
        Connector connector, CaseFolder folder, CancellationToken stop)
    {
        var settings = folder.Settings(connector);
        var exchange = folder.Read("exchange.json");
        using var channel = new RecordedChannel(
            exchange is null ? [] : exchange as JsonArray ?? [exchange.DeepClone()],
            connector.HostsOf(settings));
        using var http = new HttpClient(channel);
        var result = await Ask(connector, folder, settings, http, stop);
        channel.AssertAllWasAsked();
        return result;
    }

    private static async Task<JsonNode> Ask(
        Connector connector,
        CaseFolder folder,
        EndpointSettings settings,
        HttpClient http,
        CancellationToken stop)
    {
        if (folder.Read("credentials.json") is { } credentials)
            return await CredentialsCase.Run(connector, folder, credentials, http, stop);
        if (folder.Read("profile.json") is { } profile)
            return await ReadingCase.Profile(
                connector, Call(settings, profile), profile, http, stop);
        if (folder.Read("attachment.json") is { } file)
            return await ReadingCase.Attachment(
                connector, Call(settings, file), file, http, stop);
        var delivery = Delivery(settings, folder.Require("delivery.json"));
        var outcome = Write(await connector.Client!.Send(delivery, http, stop));
        var costs = Costs(connector.Client.Costs(delivery));
        if (folder.Expected["costs"] is not null)
            outcome["costs"] = costs;
        return outcome;
    }

    private static ChannelCall Call(EndpointSettings settings, JsonNode given) =>
        new(settings, (string?)given["credentials"]);

    private static Delivery Delivery(EndpointSettings settings, JsonNode given) => new(
        settings,
        (string?)given["credentials"],
        (string?)given["replyAddress"] ?? "{}",
        CaseFolder.Text(given["payload"]),
        (string?)given["idempotencyKey"] ?? "key-1");

    private static JsonArray Costs(IReadOnlyList<RateCost> costs)
    {
        Assert.Distinct(costs.Select(cost => cost.Name));
        Assert.All(costs, cost => Assert.True(
            cost.Limit is { Permits: > 0, Burst: > 0 } && cost.Limit.Per > TimeSpan.Zero,
            $"{cost.Limit} lets nothing go"));
        return
        [
            .. costs.Select(cost => new JsonObject
            {
                ["name"] = cost.Name,
                ["permits"] = cost.Limit.Permits,
                ["perSeconds"] = cost.Limit.Per.TotalSeconds,
                ["burst"] = cost.Limit.Burst,
            }),
        ];
    }

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
