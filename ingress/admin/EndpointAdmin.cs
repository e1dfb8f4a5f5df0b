using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Ingress.Endpoints;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Admin;

/// <summary>Connectors and endpoints in the administration.</summary>
public sealed class EndpointAdmin(
    IEndpointEditor editor, ConnectorCatalog connectors, IClusterClient cluster)
{
    private const string OpenWarning = "anybody may be any user here";

    internal Task Connectors(HttpContext http) => AdminAnswers.Write(
        http,
        new ConnectorsDocument([.. connectors.All.Select(connector => new ConnectorDocument(
            connector.Description.Type,
            connector.Description.Title,
            connector.Description.Capabilities,
            CommonSettings.FieldsOf(connector)))]),
        AdminJson.Readable.ConnectorsDocument);

    internal async Task List(HttpContext http)
    {
        var found = await editor.List();
        await AdminAnswers.Write(
            http,
            new EndpointsDocument([.. found.Select(Show)]),
            AdminJson.Readable.EndpointsDocument);
    }

    internal async Task Get(HttpContext http, EndpointId id)
    {
        if (await editor.Find(id) is { } found)
            await Write(http, found, StatusCodes.Status200OK);
        else
            await Missing(http, id);
    }

    internal async Task Put(HttpContext http, EndpointId id)
    {
        if (!IfMatch(http.Request, out var expected))
        {
            await BadIfMatch(http);
            return;
        }
        if (await AdminAnswers.Read(http, AdminJson.Default.EndpointChange) is not { } change)
            return;
        await Answer(http, id, await editor.Put(id, EndpointDrafts.Read(change), expected));
    }

    internal async Task Delete(HttpContext http, EndpointId id)
    {
        if (IfMatch(http.Request, out var expected))
            await Answer(http, id, await editor.Remove(id, expected));
        else
            await BadIfMatch(http);
    }

    internal async Task Health(HttpContext http, EndpointId id)
    {
        if (await editor.Find(id) is null)
        {
            await Missing(http, id);
            return;
        }
        var health = await cluster.GetGrain<IConnectorEndpoint>(id.ToString()).GetHealth();
        await AdminAnswers.Write(
            http, HealthDocument.Of(health), AdminJson.Readable.HealthDocument);
    }

    internal static Task Answer(HttpContext http, EndpointId id, EditResult result)
    {
        switch (result)
        {
            case EditResult.Written written:
                return Write(http, written.Endpoint, written.Created ? 201 : 200);
            case EditResult.Removed:
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            case EditResult.Invalid invalid:
                return AdminAnswers.Refuse(
                    http, 400, "the endpoint is not right", invalid.Problems);
            case EditResult.Declared:
                return AdminAnswers.Refuse(
                    http, 409, $"{id} is declared by the configuration: change it there");
            case EditResult.Outdated:
                return AdminAnswers.Refuse(
                    http, 412, $"{id} is not of the version that If-Match names");
            case EditResult.Full:
                return AdminAnswers.Refuse(
                    http,
                    507,
                    $"there are {IEndpointRegistry.EndpointsMax} endpoints already");
            default:
                return Missing(http, id);
        }
    }

    internal static Task Missing(HttpContext http, EndpointId id) =>
        AdminAnswers.Refuse(http, 404, $"there is no endpoint {id}");

    private static Task BadIfMatch(HttpContext http) =>
        AdminAnswers.Refuse(http, 400, "If-Match must be one ETag of this endpoint: \"3\"");

    // The version a change is for: what the ETag said, or null without one.
    private static bool IfMatch(HttpRequest request, out long? version)
    {
        version = null;
        var given = request.Headers.IfMatch.ToString();
        if (given.Length == 0)
            return true;
        if (given is not ['"', .. var text, '"']
            || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var named))
            return false;
        version = named;
        return true;
    }

    private static Task Write(HttpContext http, EndpointView view, int status)
    {
        if (!view.Declared)
            http.Response.Headers.ETag =
                string.Create(CultureInfo.InvariantCulture, $"\"{view.Version}\"");
        return AdminAnswers.Write(
            http, Show(view), AdminJson.Readable.EndpointDocument, status);
    }

    private static EndpointDocument Show(EndpointView view)
    {
        var settings = new JsonObject();
        foreach (var (name, value) in view.Settings)
            settings[name] = value;
        foreach (var (name, isSet) in view.Secrets)
            settings[name] = new JsonObject { [EndpointDrafts.IsSet] = isSet };
        return new EndpointDocument(
            view.Id.Namespace,
            view.Id.Bot,
            view.Id.Endpoint,
            view.Type,
            view.Path,
            view.Declared ? "configuration" : "api",
            view.Version,
            view.Problems.Count == 0,
            view.Identity?.Way,
            view.Identity is { Open: true } ? OpenWarning : null,
            settings,
            view.Problems.Count == 0 ? null : view.Problems);
    }
}
