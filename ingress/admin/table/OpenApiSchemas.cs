using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace TockOrleans.Ingress.Admin;

/// <summary>The schemas of a document: each type once, named, made from its own JSON.</summary>
internal sealed class OpenApiSchemas
{
    private const string Place = "#/components/schemas/";

    /// <summary>All so far, by name.</summary>
    public JsonObject All { get; } = [];

    /// <summary>A reference to a type's schema.</summary>
    public JsonObject Of(JsonTypeInfo type)
    {
        var name = type.Type.Name;
        if (!All.ContainsKey(name))
        {
            var schema = type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
            {
                TreatNullObliviousAsNonNullable = true,
            });
            // A type within a type refers to its place in the schema that was made.
            Move(schema, Place + name);
            All[name] = schema;
        }
        return new JsonObject { ["$ref"] = Place + name };
    }

    private static void Move(JsonNode? node, string place)
    {
        if (node is JsonArray items)
            foreach (var item in items)
                Move(item, place);
        if (node is not JsonObject members)
            return;
        if (members["$ref"] is JsonValue reference
            && reference.GetValue<string>() is ['#', .. var rest])
            members["$ref"] = place + rest;
        foreach (var (_, value) in members)
            Move(value, place);
    }
}
