using Microsoft.AspNetCore.Http;
using TockOrleans.GrainInterfaces;
using TockOrleans.Ingress.Endpoints;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Admin;

/// <summary>The accounts of an endpoint (workspaces, pages …) in the administration.</summary>
public sealed class AccountAdmin(IEndpointEditor editor, IClusterClient cluster)
{
    internal async Task List(HttpContext http, EndpointId id)
    {
        var query = new AdminQuery(http.Request.Query);
        var after = query.Account();
        var limit = query.Limit(IConnectorEndpoint.AccountsPageMax);
        if (query.Problem is { } problem)
        {
            await AdminAnswers.Refuse(http, 400, problem);
            return;
        }
        if (await editor.Find(id) is null)
        {
            await EndpointAdmin.Missing(http, id);
            return;
        }
        var found = await cluster.GetGrain<IConnectorEndpoint>(id.ToString())
            .ListAccounts(after, limit);
        await AdminAnswers.Write(
            http,
            new AccountsDocument(
                [.. found.Accounts.Select(AccountDocument.Of)], found.Next),
            AdminJson.Readable.AccountsDocument);
    }
}
