using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Microsoft.OpenApi;
using TockOrleans.Connectors.Contract;
using TockOrleans.Connectors.Tests.Conformance;
using TockOrleans.Connectors.Web;

namespace TockOrleans.Connectors.Tests.Web;

/// <summary>
/// The endpoint's own description, held against what it is of: the recorded cases, and the records
/// the code writes.
/// </summary>
public sealed class WebOpenApiTests
{
    /// <summary>What is wrong with a body that no schema says.</summary>
    private static readonly Dictionary<string, string> Beyond = new()
    {
        ["error-bad-utf8"] = "it is no text",
        ["error-too-deep"] = "members that are ignored count",
        ["error-empty-payload"] = "an empty text is a missing one",
        ["error-half-an-emoji"] = "it is no text",
        ["error-half-an-emoji-in-the-user-id"] = "it is no text",
        ["error-half-an-emoji-in-a-name"] = "it is no text",
        ["error-header-too-long"] = "it is no part of the body",
        ["error-intent-too-long"] = "a payload is taken apart after it was read",
    };

    private static readonly WebConnector Connector = new();

    public static TheoryData<string> Ways => ["open", "cookie", "jwt", "link"];

    public static TheoryData<string> Inbound => Cases("inbound");

    public static TheoryData<string> Outbound => Cases("outbound");

    [Theory]
    [MemberData(nameof(Ways))]
    public void It_is_an_OpenAPI_document_of_this_endpoint(string way)
    {
        var written = Document(way);
        var read = OpenApiDocument.Parse(written.ToJsonString(), "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        var paths = read.Document!.Paths.Keys.Select(path => path.Split('/', 3)[^1]).ToArray();
        Assert.Equal(
            ["cancel", "case", "healthcheck", "sse", "sse/direct"],
            paths.Order(StringComparer.Ordinal));
        Assert.Equal(
            way == "open" ? [] : [way], read.Document.Components!.SecuritySchemes?.Keys ?? []);
        Assert.DoesNotContain(Key, written.ToJsonString(), StringComparison.Ordinal);
        var silent = Document(way, ("streams", "false"))["paths"]!.AsObject();
        Assert.DoesNotContain(silent, path => path.Key.Contains("sse", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Inbound))]
    public void What_is_taken_fits_and_what_is_wrong_in_its_shape_does_not(string name)
    {
        var folder = Suite.Case("web", "inbound", name);
        var request = folder.Request();
        if (request is not { Path: "", Method: "POST" } || Json(request.Body) is not { } body)
            return;
        var settings = folder.Settings(Connector);
        var verdict = Connector.Verifier.Verify(request, settings, folder.Keys(), folder.Now);
        if (verdict is not Verification.Verified proof || Beyond.ContainsKey(name))
            return;
        var parsed = Connector.Parser.Parse(request, settings, proof, folder.Now);
        var fits = Schema("WebRequest", Document(settings)).Evaluate(body).IsValid;
        Assert.Equal(parsed is not ParseResult.Malformed, fits);
    }

    [Theory]
    [MemberData(nameof(Outbound))]
    public void What_is_answered_fits(string name)
    {
        var folder = Suite.Case("web", "outbound", name);
        if (folder.Expected["answer"]?["body"] is not { } answer)
            return;
        var result = Schema("WebAnswer", Document("open")).Evaluate(
            JsonElement.Parse(answer.ToJsonString()),
            new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, string.Join(
            " | ", (result.Details ?? []).Where(one => one.Errors is not null).Select(one =>
                $"{one.InstanceLocation}: {string.Join(", ", one.Errors!.Values)}")));
    }

    [Fact]
    public void Refusals_fit()
    {
        var schema = Schema("WebAnswer", Document("open"));
        Assert.True(schema.Evaluate(Json(Connector.Refuse(400, "no").Body)!.Value).IsValid);
        Assert.False(schema.Evaluate(JsonElement.Parse("""{"responses":[{"text":1}]}""")).IsValid);
    }

    [Fact]
    public void Every_member_that_the_code_writes_is_described_and_no_other_is()
    {
        var schemas = Document("open")["components"]!["schemas"]!.AsObject();
        var records = typeof(WebConnector).Assembly.GetTypes().Where(type =>
            type.Namespace == typeof(WebConnector).Namespace
            && schemas.ContainsKey(type.Name)
            && type.Name is not ("WebRequest" or "WebAnswer")).ToArray();
        var names = records.Select(record => record.Name).ToArray();
        Assert.Equal(
            schemas.Select(schema => schema.Key).Except(["WebRequest", "WebAnswer"]).Order(),
            names.Order());
        foreach (var record in records)
            Assert.Equal(
                record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name)).Order(),
                schemas[record.Name]!["properties"]!.AsObject().Select(one => one.Key).Order());
    }

    private const string Key = "a-key-of-thirty-two-letters-or-so";

    private static TheoryData<string> Cases(string kind) => new(
        Suite.Cases(kind).Where(row => row.Data.Item1 == "web").Select(row => row.Data.Item2));

    private static JsonNode Document(string way, params (string Name, string Value)[] more)
    {
        var given = new Dictionary<string, string?>
        {
            ["identity"] = way,
            ["allowedOrigins"] = "https://shop.example",
            ["identitySecret"] = Key,
            ["jwtIssuer"] = "https://login.example",
            ["jwtAudience"] = "chat",
            ["jwksUrl"] = "https://login.example/keys",
        };
        foreach (var (name, value) in more)
            given[name] = value;
        return Document(CaseFolder.Make(Connector, given, way));
    }

    private static JsonNode Document(EndpointSettings settings)
    {
        var asked = new WebhookRequest(
            "r", "GET", "openapi.json", "", new(() => new Uri("https://bots.example/")), default,
            _ => null);
        // Whoever asks: nobody has proved anything.
        var proof = Assert.IsType<Verification.Verified>(Connector.Verifier.Verify(
            asked, settings, new Dictionary<Uri, string>(), DateTimeOffset.UnixEpoch));
        var answer = Assert.IsType<ParseResult.Answer>(Connector.Parser.Parse(
            asked, settings, proof, DateTimeOffset.UnixEpoch));
        Assert.Equal((200, "application/json"), (answer.Reply.Status, answer.Reply.ContentType));
        return JsonNode.Parse(answer.Reply.Body.Span)!;
    }

    private static JsonSchema Schema(string name, JsonNode document) => JsonSchema.FromText(
        $$"""{"$ref":"#/$defs/{{name}}","$defs":{{document["components"]!["schemas"]}}}"""
            .Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal));

    private static JsonElement? Json(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonElement.Parse(Encoding.UTF8.GetString(body.Span).TrimStart('\uFEFF'));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
