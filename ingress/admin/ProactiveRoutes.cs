using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TockOrleans.GrainInterfaces;

namespace TockOrleans.Ingress.Admin;

/// <summary>The addresses of speaking first: messages to some users, and broadcasts.</summary>
internal static class ProactiveRoutes
{
    public const string BadName =
        "namespace, bot and id must be 1 to 64 letters, digits, '.', '-' or '_'";

    private const string Broadcast = "/broadcasts/{namespace}/{bot}/{id}";

    private delegate Task BroadcastHandler(HttpContext http, BroadcastId id);

    /// <summary>Maps them.</summary>
    /// <param name="group">The administration's group.</param>
    /// <param name="guarded">Lets through who may.</param>
    public static void Map(
        RouteGroupBuilder group, Func<RequestDelegate, RequestDelegate> guarded)
    {
        var services = ((IEndpointRouteBuilder)group).ServiceProvider;
        var messages = services.GetRequiredService<ProactiveAdmin>();
        var broadcasts = services.GetRequiredService<BroadcastAdmin>();
        var audiences = services.GetRequiredService<AudienceAdmin>();
        group.MapPost("/messages", guarded(messages.Say));
        group.MapGet("/broadcasts", guarded(broadcasts.List));
        group.MapPost("/broadcasts", guarded(broadcasts.Create));
        group.MapGet(Broadcast, guarded(Named(broadcasts.Get)));
        group.MapPatch(Broadcast, guarded(Named(broadcasts.Change)));
        group.MapDelete(Broadcast, guarded(Named(broadcasts.Remove)));
        group.MapPut(Broadcast + "/audience", guarded(Named(audiences.Put)));
        group.MapPost(Broadcast + "/start", guarded(Named(broadcasts.Start)));
        group.MapPost(Broadcast + "/pause", guarded(Named(broadcasts.Pause)));
        group.MapPost(Broadcast + "/resume", guarded(Named(broadcasts.Resume)));
        group.MapPost(Broadcast + "/cancel", guarded(Named(broadcasts.Cancel)));
        group.MapGet(Broadcast + "/recipients", guarded(Named(broadcasts.Recipients)));
    }

    private static RequestDelegate Named(BroadcastHandler handler) => http =>
    {
        var values = http.Request.RouteValues;
        var id = new BroadcastId(
            (string)values["namespace"]!, (string)values["bot"]!, (string)values["id"]!);
        return id.IsValid ? handler(http, id) : AdminAnswers.Refuse(http, 400, BadName);
    };
}
