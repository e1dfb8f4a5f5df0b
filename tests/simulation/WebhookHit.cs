using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace TockOrleans.Simulation.Tests;

/// <summary>A request that came to the webhook.</summary>
internal sealed record WebhookHit(
    string ContentType, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Field(string name) =>
        $"{new FormReader(Text).ReadForm().GetValueOrDefault(name)}";

    public JsonNode Payload => JsonNode.Parse(Field("payload"))!;

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
