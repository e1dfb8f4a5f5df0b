using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace TockOrleans.Ingress.Admin;

/// <summary>
/// Writes the table of operations as an OpenAPI document: https://spec.openapis.org/oas/v3.1.1.
/// Handlers read requests themselves, so a generator that looks at their parameters would see
/// none.
/// </summary>
internal static partial class OpenApi
{
    private const string Json = "application/json";
    private const string Problem = "application/problem+json";

    /// <summary>The errors that every operation has.</summary>
    private static readonly int[] Errors = [400, 401, 403, 413, 429, 503];

    public static async Task Write(HttpContext http, IReadOnlyList<AdminOperation> operations)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await http.Response.WriteAsync(Of(operations).ToJsonString(), http.RequestAborted);
    }

    public static JsonObject Of(IReadOnlyList<AdminOperation> operations)
    {
        var schemas = new OpenApiSchemas();
        var paths = new JsonObject();
        foreach (var path in operations.GroupBy(one => one.Path, StringComparer.Ordinal))
        {
            var item = new JsonObject();
            foreach (var operation in path)
                item[operation.Method.ToLowerInvariant()] = Of(operation, schemas);
            paths[path.Key] = item;
        }
        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "TockOrleans administration",
                ["version"] = "1",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/admin/api" }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.All,
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = Scheme("bearer"),
                    ["basic"] = Scheme("basic"),
                },
            },
        };
    }

    private static JsonObject Of(AdminOperation operation, OpenApiSchemas schemas)
    {
        var role = AdminRoles.Write(operation.Role);
        var written = new JsonObject
        {
            ["operationId"] = operation.Id,
            ["summary"] = operation.Summary,
            ["x-role"] = role,
            ["security"] = new JsonArray(
                new JsonObject { ["bearer"] = new JsonArray(role) },
                new JsonObject { ["basic"] = new JsonArray(role) }),
            ["parameters"] = new JsonArray(
            [
                .. InPath().Matches(operation.Path).Select(found =>
                    Parameter(new(found.Groups[1].Value, "", Required: true), "path")),
                .. operation.Query.Select(parameter => Parameter(parameter, "query")),
            ]),
            ["responses"] = Responses(operation, schemas),
        };
        if (operation.Body is { } body)
            written["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = Content(operation.BodyType ?? Json, schemas.Of(body)),
            };
        else if (operation.BodyType is { } type)
            written["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = Content(type, new JsonObject { ["type"] = "string" }),
            };
        return written;
    }

    private static JsonObject Responses(AdminOperation operation, OpenApiSchemas schemas)
    {
        var responses = new JsonObject();
        foreach (var status in operation.Success)
        {
            var response = Described(status);
            if (operation.Answer is { } answer)
                response["content"] = Content(operation.AnswerType ?? Json, schemas.Of(answer));
            responses[Key(status)] = response;
        }
        foreach (var status in Errors.Concat(operation.Errors).Distinct().Order())
        {
            var response = Described(status);
            response["content"] = Content(
                Problem, schemas.Of(AdminJson.Readable.ProblemDocument));
            responses[Key(status)] = response;
        }
        return responses;
    }

    private static JsonObject Parameter(AdminParameter parameter, string place)
    {
        var schema = new JsonObject { ["type"] = parameter.Type };
        if (parameter.Format is { } format)
            schema["format"] = format;
        var written = new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = place,
            ["required"] = parameter.Required,
            ["schema"] = schema,
        };
        if (parameter.Help.Length > 0)
            written["description"] = parameter.Help;
        return written;
    }

    private static JsonObject Content(string type, JsonNode schema) => new()
    {
        [type] = new JsonObject { ["schema"] = schema },
    };

    private static JsonObject Described(int status) => new()
    {
        ["description"] = ReasonPhrases.GetReasonPhrase(status),
    };

    private static JsonObject Scheme(string name) => new()
    {
        ["type"] = "http",
        ["scheme"] = name,
    };

    private static string Key(int status) => status.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex InPath();
}
