using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace TockOrleans.Hosting.Tests.Admin;

/// <summary>Every operation that the document names, with the keys and bodies it refuses.</summary>
public sealed class OperationTests : IAsyncLifetime
{
    // Takes a large file, and no JSON: tested with the broadcasts.
    private const string File = "putAudience";

    private static readonly string[] Roles = ["viewer", "operator", "privacy", "admin"];

    private Node node = null!;
    private JsonElement document;

    public async ValueTask InitializeAsync()
    {
        node = await Node.Start([.. Roles.SelectMany((role, at) => (string[])
        [
            $"--Tock:Admin:Keys:{at}:Name={role}s",
            $"--Tock:Admin:Keys:{at}:Key={KeyOf(role)}",
            $"--Tock:Admin:Keys:{at}:Roles:0={role}",
        ])]);
        document = (await node.Admin("GET", "openapi.json")).Json;
    }

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public void Every_operation_of_the_document_is_exercised_here() => Assert.Equal(
        AdminCalls.All.Keys.Order(StringComparer.Ordinal),
        Operations().Select(one => one.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_route_of_the_administration_is_in_the_document() => Assert.Equal(
        document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method =>
                $"{method.Name.ToUpperInvariant()} /admin/api{path.Name}"))
            .Order(StringComparer.Ordinal),
        node.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.TrimStart('/').StartsWith(
                "admin/", StringComparison.OrdinalIgnoreCase))
            .SelectMany(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
                .Select(method => $"{method} /{route.RoutePattern.RawText!.TrimStart('/')}"))
            .Order(StringComparer.Ordinal));

    [Fact]
    public async Task Without_a_key_every_operation_is_refused()
    {
        foreach (var (id, method, _, _) in Operations())
        {
            var (path, body) = AdminCalls.All[id];
            foreach (var key in (string?[])[null, "", "no-key-of-anybody", KeyOf("viewer") + "x"])
            {
                var answer = await Ask(method, path, body, key);
                Assert.Equal((id, HttpStatusCode.Unauthorized), (id, answer.Status));
                Assert.Equal(401, answer.Json.GetProperty("status").GetInt32());
            }
        }
    }

    [Fact]
    public async Task A_key_of_another_role_is_refused_and_one_of_the_role_is_not()
    {
        foreach (var (id, method, role, _) in Operations())
        {
            var (path, body) = AdminCalls.All[id];
            foreach (var other in Roles)
            {
                var answer = await Ask(method, path, body, KeyOf(other));
                var may = other == role || other == "admin" || role == "viewer";
                Assert.Equal(
                    (id, other, !may), (id, other, answer.Status == HttpStatusCode.Forbidden));
                Assert.NotEqual(HttpStatusCode.ServiceUnavailable, answer.Status);
            }
        }
    }

    [Fact]
    public async Task A_page_of_another_origin_changes_nothing_though_its_browser_has_the_key()
    {
        foreach (var (id, method, _, _) in Operations().Where(one => one.Method != "GET"))
            foreach (var origin in (string[])["https://foreign.example", "null"])
            {
                var answer = await node.Send(
                    method,
                    $"/admin/api/{AdminCalls.All[id].Path}",
                    AdminCalls.All[id].Body,
                    request =>
                    {
                        request.Headers.Authorization =
                            new AuthenticationHeaderValue("Bearer", Node.Key);
                        request.Headers.Add("Origin", origin);
                    });
                Assert.Equal((id, 403), (id, (int)answer.Status));
            }
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_by_every_operation()
    {
        var large = $$"""{"type":"{{new string('x', 70_000)}}"}""";
        foreach (var (id, method, _, _) in Operations().Where(one => one.Id != File))
        {
            var answer = await Ask(method, AdminCalls.All[id].Path, large, Node.Key);
            Assert.Equal((id, 413), (id, (int)answer.Status));
        }
    }

    [Fact]
    public async Task What_is_malformed_is_refused_by_every_operation()
    {
        foreach (var (id, method, _, hasBody) in Operations())
        {
            var (path, _) = AdminCalls.All[id];
            var strange = path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?")
                + "colour=red";
            var answer = await Ask(method, strange, AdminCalls.All[id].Body, Node.Key);
            Assert.Equal((id, 400), (id, (int)answer.Status));
            Assert.Contains("colour", answer.Text, StringComparison.Ordinal);
            if (!hasBody || id == File)
                continue;
            foreach (var body in (string[])["", "no json", "[]", "null", """{"colour":"red"}"""])
                Assert.Equal(
                    (id, body, 400),
                    (id, body, (int)(await Ask(method, path, body, Node.Key)).Status));
        }
    }

    [Fact]
    public void Every_operation_tells_its_role_its_answer_and_its_errors()
    {
        Assert.Equal("3.1.1", document.GetProperty("openapi").GetString());
        foreach (var (id, _, role, hasBody) in Operations())
        {
            Assert.Contains(role, Roles);
            Assert.True(AdminCalls.All[id].Body is not null == hasBody, id);
        }
        foreach (var operation in Elements())
        {
            var responses = operation.GetProperty("responses");
            foreach (var status in (string[])["400", "401", "403", "413", "429", "503"])
                Assert.True(responses.TryGetProperty(status, out _));
            Assert.Contains(responses.EnumerateObject(), one => one.Name.StartsWith('2'));
        }
        // Every reference leads somewhere.
        var schemas = document.GetProperty("components").GetProperty("schemas");
        foreach (var reference in References(document))
        {
            var at = document;
            foreach (var part in reference.Split('/').Skip(1))
                Assert.True(
                    at.ValueKind == JsonValueKind.Array
                        ? (at = at[int.Parse(
                            part, System.Globalization.CultureInfo.InvariantCulture)])
                            .ValueKind != JsonValueKind.Undefined
                        : at.TryGetProperty(part, out at),
                    reference);
        }
        Assert.True(schemas.GetProperty("EndpointChange").GetProperty("properties")
            .TryGetProperty("settings", out _));
    }

    private static string KeyOf(string role) => $"a-key-with-the-role-{role}";

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member is { Name: "$ref", Value.ValueKind: JsonValueKind.String }
                ? [member.Value.GetString()!]
                : References(member.Value)),
        _ => [],
    };

    private IEnumerable<JsonElement> Elements() => document.GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject().Select(method => method.Value));

    private IEnumerable<(string Id, string Method, string Role, bool HasBody)> Operations() =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path =>
            path.Value.EnumerateObject().Select(method => (
                method.Value.GetProperty("operationId").GetString()!,
                method.Name.ToUpperInvariant(),
                method.Value.GetProperty("x-role").GetString()!,
                method.Value.TryGetProperty("requestBody", out _))));

    private Task<Answer> Ask(string method, string path, string? body, string? key) => node.Send(
        method, $"/admin/api/{path}", body, request => request.Headers.Authorization =
            key is null ? null : new AuthenticationHeaderValue("Bearer", key));
}
