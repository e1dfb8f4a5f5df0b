using System.Globalization;
using Microsoft.AspNetCore.Http;
using TockOrleans.GrainInterfaces;
using TockOrleans.Ingress.Proactive;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Admin;

/// <summary>Broadcasts in the administration.</summary>
public sealed class BroadcastAdmin(IProactive proactive, IClusterClient cluster)
{
    internal async Task List(HttpContext http)
    {
        var found = await cluster.GetGrain<IBroadcasts>(IBroadcasts.Key).List();
        await AdminAnswers.Write(
            http,
            new BroadcastsDocument([.. found.Select(Show)]),
            ProactiveJson.Readable.BroadcastsDocument);
    }

    internal async Task Create(HttpContext http)
    {
        if (await AdminAnswers.Read(http, ProactiveJson.Default.BroadcastOrder) is not { } order)
            return;
        var id = new BroadcastId(order.Namespace ?? "", order.Bot ?? "", order.Id ?? "");
        var (what, problem) = SaidThings.Read(
            order.Messages, order.Story, order.Parameters, order.Tag);
        if (!id.IsValid)
            await AdminAnswers.Refuse(http, 400, ProactiveOperations.BadName);
        else if (what is null)
            await AdminAnswers.Refuse(http, 400, problem!);
        else
        {
            AdminCall.Of(http).Target = id.ToString();
            await Answer(
                http,
                id,
                await proactive.CreateBroadcast(id, order.Endpoints ?? [], what, Shape(order)),
                StatusCodes.Status201Created);
        }
    }

    internal async Task Get(HttpContext http, BroadcastId id) =>
        await Answer(http, id, BroadcastAnswer.Done, StatusCodes.Status200OK);

    internal Task Start(HttpContext http, BroadcastId id) =>
        Order(http, id, broadcast => broadcast.Start());

    internal Task Pause(HttpContext http, BroadcastId id) =>
        Order(http, id, broadcast => broadcast.Pause());

    internal Task Resume(HttpContext http, BroadcastId id) =>
        Order(http, id, broadcast => broadcast.Resume());

    internal Task Cancel(HttpContext http, BroadcastId id) =>
        Order(http, id, broadcast => broadcast.Cancel());

    internal async Task Change(HttpContext http, BroadcastId id)
    {
        if (await AdminAnswers.Read(http, ProactiveJson.Default.BroadcastChange) is not { } change)
            return;
        if (change.Rate is not { } rate)
            await AdminAnswers.Refuse(http, 400, """the body must be {"rate"}""");
        else
            await Answer(
                http, id, await proactive.Broadcast(id).ChangeRate(rate), StatusCodes.Status200OK);
    }

    internal async Task Remove(HttpContext http, BroadcastId id)
    {
        var answer = await proactive.Broadcast(id).Remove();
        if (answer.Status == BroadcastAnswerStatus.Done)
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await Refuse(http, answer);
    }

    internal async Task Recipients(HttpContext http, BroadcastId id)
    {
        var query = new AdminQuery(http.Request.Query);
        var outcome = Outcome(query, http.Request.Query["outcome"].ToString());
        var after = query.Number("after") ?? 0;
        if (after > IBroadcast.RecipientsMax)
            query.Wrong("after must be the member 'next' of the page before");
        var limit = query.Limit(IBroadcast.PageMax);
        if (query.Problem is { } problem)
            await AdminAnswers.Refuse(http, 400, problem);
        else if (await proactive.Broadcast(id).List(outcome, (int)after, limit) is not { } page)
            await Refuse(http, BroadcastAnswer.Missing);
        else
            await AdminAnswers.Write(
                http,
                new RecipientsDocument(
                    [.. page.Recipients.Select(Show)],
                    page.Next?.ToString(CultureInfo.InvariantCulture)),
                ProactiveJson.Readable.RecipientsDocument);
    }

    /// <summary>Answers with why an order was not carried out.</summary>
    internal static Task Refuse(HttpContext http, BroadcastAnswer answer) => AdminAnswers.Refuse(
        http,
        answer.Status switch
        {
            BroadcastAnswerStatus.Missing => StatusCodes.Status404NotFound,
            BroadcastAnswerStatus.Conflict => StatusCodes.Status409Conflict,
            BroadcastAnswerStatus.Full => StatusCodes.Status507InsufficientStorage,
            _ => StatusCodes.Status400BadRequest,
        },
        answer.Problem ?? "it could not be done");

    private async Task Order(
        HttpContext http, BroadcastId id, Func<IBroadcast, Task<BroadcastAnswer>> order)
    {
        await Answer(
            http, id, await order(proactive.Broadcast(id)), StatusCodes.Status200OK);
    }

    private async Task Answer(HttpContext http, BroadcastId id, BroadcastAnswer answer, int status)
    {
        if (answer.Status != BroadcastAnswerStatus.Done)
            await Refuse(http, answer);
        else if (await proactive.Broadcast(id).Get() is not { } progress)
            await Refuse(http, BroadcastAnswer.Missing);
        else
            await AdminAnswers.Write(
                http,
                BroadcastDocument.Of(id, progress),
                ProactiveJson.Readable.BroadcastDocument,
                status);
    }

    private static BroadcastShape Shape(BroadcastOrder order) => new(
        order.Rate ?? BroadcastPlan.RateDefault,
        order.Query is { } query ? new AudienceQuery(query.Since, query.Before) : null,
        order.Title,
        order.Until);

    private static BroadcastListed Show(BroadcastSummary broadcast)
    {
        var id = BroadcastId.Parse(broadcast.Name);
        return new BroadcastListed(
            id.Namespace,
            id.Bot,
            id.Id,
            broadcast.Title,
            ProactiveJson.Word(broadcast.Stage),
            broadcast.Created);
    }

    private static RecipientDocument Show(Recipient recipient)
    {
        var session = SessionId.Parse(recipient.Session);
        return new RecipientDocument(
            session.Endpoint.Endpoint,
            session.User,
            session.Thread,
            ProactiveJson.Word(recipient.Outcome),
            recipient.Reason);
    }

    private static RecipientOutcome? Outcome(AdminQuery query, string word)
    {
        if (word.Length == 0)
            return null;
        foreach (var outcome in Enum.GetValues<RecipientOutcome>())
            if (ProactiveJson.Word(outcome) == word)
                return outcome;
        query.Wrong("outcome must be one of those the progress counts");
        return null;
    }
}
