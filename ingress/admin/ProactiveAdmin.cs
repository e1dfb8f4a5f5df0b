using Microsoft.AspNetCore.Http;
using TockOrleans.GrainInterfaces;
using TockOrleans.Ingress.Endpoints;
using TockOrleans.Ingress.Proactive;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Admin;

/// <summary>Says something to some users, in the administration.</summary>
public sealed class ProactiveAdmin(IProactive proactive, IEndpointEditor endpoints)
{
    private const int UsersMax = 100;

    internal async Task Say(HttpContext http)
    {
        if (await AdminAnswers.Read(http, ProactiveJson.Default.SayOrder) is not { } order)
            return;
        var (what, problem) = SaidThings.Read(
            order.Messages, order.Story, order.Parameters, order.Tag);
        if (Problem(order, out var sessions) is { } wrong)
            await AdminAnswers.Refuse(http, 400, wrong);
        else if (what is null)
            await AdminAnswers.Refuse(http, 400, problem!);
        else if (await endpoints.Find(sessions[0].Endpoint) is null)
            await AdminAnswers.Refuse(http, 404, $"there is no endpoint {order.Endpoint}");
        else
        {
            var call = AdminCall.Of(http);
            call.Target = order.Endpoint!;
            call.Persons = [.. sessions.Select(one => new PersonName(call.Target, one.User))];
            await Say(http, order.Id ?? Guid.NewGuid().ToString("N"), sessions, what);
        }
    }

    // All is looked at before anything is said.
    private static string? Problem(SayOrder order, out IReadOnlyList<SessionId> sessions)
    {
        var found = new List<SessionId>();
        sessions = found;
        if (!EndpointId.TryParse(order.Endpoint, out var endpoint))
            return "endpoint must be namespace/bot/id";
        if (order.Users is not { Count: > 0 and <= UsersMax } users)
            return $"users must be 1 to {UsersMax} ids";
        if (order.Id is { } id && ProactiveCheck.OfOrderId(id) is { } problem)
            return problem;
        for (var index = 0; index < users.Count; index++)
        {
            if (!SessionId.TryCreate(endpoint, users[index], null, out var session))
                return $"users[{index}] is not an id: 1 to {SessionId.PartMax} characters";
            found.Add(session);
        }
        return null;
    }

    private async Task Say(
        HttpContext http, string id, IReadOnlyList<SessionId> sessions, ProactiveEvent what)
    {
        var said = await Task.WhenAll(sessions.Select(async session => new SaidToUser(
            session.User,
            ProactiveJson.Word(await proactive.Say(session, id, what, http.RequestAborted)))));
        await AdminAnswers.Write(
            http, new SaidDocument(id, said), ProactiveJson.Readable.SaidDocument);
    }
}
