using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TockOrleans.Ingress.Admin;

/// <summary>
/// The administration: <c>/admin/api</c>, behind keys with roles; without a key it is not there.
/// </summary>
public static class AdminRoutes
{
    /// <summary>Maps the addresses of the administration.</summary>
    public static void MapAdminApi(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        if (!services.GetRequiredService<IOptions<AdminOptions>>().Value.IsOn)
            return;
        var gate = services.GetRequiredService<AdminGate>();
        var group = routes.MapGroup("/admin/api");
        foreach (var operation in services.GetRequiredService<AdminTable>().Operations)
            group.MapMethods(operation.Path, [operation.Method], gate.Guarded(operation));
    }
}
