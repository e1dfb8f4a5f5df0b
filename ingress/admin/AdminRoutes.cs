using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Admin;

/// <summary>
/// The administration: <c>/admin/api</c>, behind the admin key; without one it is not there.
/// </summary>
public static partial class AdminRoutes
{
    private const string Endpoint = "/endpoints/{namespace}/{bot}/{id}";

    private delegate Task EndpointHandler(HttpContext http, EndpointId id);

    /// <summary>Maps the addresses of the administration.</summary>
    public static void MapAdminApi(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        if (services.GetRequiredService<IOptions<AdminOptions>>().Value.Key is null)
            return;
        var key = services.GetRequiredService<AdminKeyFilter>();
        var logger = services.GetRequiredService<ILogger<EndpointAdmin>>();
        var endpoints = services.GetRequiredService<EndpointAdmin>();
        var letters = services.GetRequiredService<DeadLetterAdmin>();
        var group = routes.MapGroup("/admin/api");
        group.MapGet("/connectors", Guarded(endpoints.Connectors));
        group.MapGet("/endpoints", Guarded(endpoints.List));
        group.MapGet(Endpoint, Guarded(Named(endpoints.Get)));
        group.MapPut(Endpoint, Guarded(Named(endpoints.Put)));
        group.MapDelete(Endpoint, Guarded(Named(endpoints.Delete)));
        group.MapGet(Endpoint + "/health", Guarded(Named(endpoints.Health)));
        group.MapGet(Endpoint + "/dead-letters", Guarded(Named(letters.List)));
        group.MapPost(Endpoint + "/dead-letters/replay", Guarded(Named(letters.Replay)));

        // The key comes first: nothing of a request is looked at before it.
        RequestDelegate Guarded(RequestDelegate handler) =>
            http => key.Invoke(http, inside => Answered(inside, handler, logger));
    }

    private static RequestDelegate Named(EndpointHandler handler) => http =>
    {
        var values = http.Request.RouteValues;
        var id = new EndpointId(
            (string)values["namespace"]!, (string)values["bot"]!, (string)values["id"]!);
        return id.IsValid
            ? handler(http, id)
            : AdminAnswers.Refuse(
                http,
                400,
                "namespace, bot and id must be 1 to 64 letters, digits, '.', '-' or '_'");
    };

    private static async Task Answered(
        HttpContext http, RequestDelegate handler, ILogger logger)
    {
        try
        {
            await handler(http);
        }
        catch (Exception failure) when (
            !http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            LogFailed(logger, failure, http.Request.Method);
            await AdminAnswers.Refuse(
                http,
                503,
                "it could not be done now, or it is not known whether it was; see the log");
        }
    }

    [LoggerMessage(LogLevel.Warning, "A {Method} of the administration failed")]
    private static partial void LogFailed(ILogger logger, Exception failure, string method);
}
