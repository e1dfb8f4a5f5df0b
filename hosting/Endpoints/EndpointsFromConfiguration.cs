using Microsoft.Extensions.Configuration;
using TockOrleans.Connectors.Contract;
using TockOrleans.Grains;
using TockOrleans.Messages;

namespace TockOrleans.Hosting.Endpoints;

/// <summary>
/// Reads the endpoints of section <c>Tock:Endpoints</c>. All that is wrong is told at once, each
/// with its path. A bot without an endpoint gets one of the web that is open to all: it is tried.
/// </summary>
internal sealed class EndpointsFromConfiguration(
    IConfiguration configuration, ConnectorCatalog connectors, BotCatalog bots)
{
    private const string Section = "Tock:Endpoints";
    private const string DefaultType = "web";
    private static readonly Dictionary<string, string?> DefaultSettings =
        new() { ["identity"] = "open" };

    public EndpointDirectory Read()
    {
        var problems = new List<string>();
        var endpoints = new Dictionary<EndpointId, BotEndpoint>();
        foreach (var section in configuration.GetSection(Section).GetChildren())
            if (Read(section, problems) is { } endpoint
                && !endpoints.TryAdd(endpoint.Id, endpoint))
                problems.Add($"{section.Path}: {endpoint.Id} is declared twice");
        foreach (var bot in bots.All)
            if (!endpoints.Keys.Any(id => id.Namespace == bot.Namespace && id.Bot == bot.Id))
                AddDefault(new EndpointId(bot.Namespace, bot.Id, DefaultType), endpoints);
        return problems.Count == 0
            ? new EndpointDirectory(endpoints.Values)
            : throw new InvalidOperationException(
                "The configured endpoints are not right:\n  " + string.Join("\n  ", problems));
    }

    private BotEndpoint? Read(IConfigurationSection section, List<string> problems)
    {
        var id = new EndpointId(
            section["namespace"] ?? "", section["bot"] ?? "", section["id"] ?? "");
        if (!id.IsValid)
        {
            problems.Add(
                $"{section.Path}: namespace, bot and id must be 1 to 64 letters, digits, '.', '-'"
                + $" or '_'; found '{id}'");
            return null;
        }
        if (bots.Find(id.Namespace, id.Bot) is null)
            problems.Add($"{section.Path}: there is no bot {id.Namespace}/{id.Bot} here");
        var type = section["type"] ?? "";
        if (connectors.Find(type) is not { } connector)
        {
            problems.Add(
                $"{section.Path}:type '{type}' is unknown; known are "
                + string.Join(", ", connectors.All.Select(known => known.Description.Type)));
            return null;
        }
        var given = section.GetSection("settings").GetChildren()
            .ToDictionary(setting => setting.Key, setting => setting.Value);
        var endpoint = BotEndpoint.Create(
            id, connector, given, $"{section.Path}:settings", out var wrong);
        problems.AddRange(wrong);
        return endpoint;
    }

    private void AddDefault(EndpointId id, Dictionary<EndpointId, BotEndpoint> endpoints) =>
        endpoints[id] = BotEndpoint.Create(
            id, connectors.Find(DefaultType)!, DefaultSettings, Section, out _)!;
}
