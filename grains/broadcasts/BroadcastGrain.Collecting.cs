using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;
using TockOrleans.Stores;

namespace TockOrleans.Grains.Broadcasts;

/// <content>
/// Looks for its recipients, a part at a time: how far it looked is on disk with the part, so that
/// a crash looks for one part again.
/// </content>
internal sealed partial class BroadcastGrain
{
    private async Task Collecting()
    {
        while (Now.Stage == BroadcastStage.Collecting)
        {
            var found = new List<string>(IBroadcastPart.RecipientsMax);
            var (endpoint, after) = (Now.CollectingEndpoint, Now.CollectedUpTo);
            while (found.Count < IBroadcastPart.RecipientsMax
                && endpoint < Now.Plan!.Endpoints.Count
                && Now.Stage == BroadcastStage.Collecting)
            {
                var page = await archive.FindSessions(Query(
                    endpoint, after, IBroadcastPart.RecipientsMax - found.Count));
                found.AddRange(page.Sessions.Select(one => one.Session.ToString()));
                after = page.Next?.ToString();
                if (after is null)
                    endpoint++;
            }
            await Alone(() => Keep(found, endpoint, after));
        }
    }

    private SessionQuery Query(int endpoint, string? after, int limit) => new(
        new EndpointId(id.Namespace, id.Bot, Now.Plan!.Endpoints[endpoint]),
        SeenSince: Now.Plan.Query?.Since,
        SeenBefore: Now.Plan.Query?.Before,
        After: after is null ? null : SessionId.Parse(after),
        Limit: limit);

    private async Task<BroadcastAnswer> Keep(List<string> found, int endpoint, string? after)
    {
        if (Now.Stage != BroadcastStage.Collecting)
            return BroadcastAnswer.Done;
        if (ledger.Recipients + found.Count > IBroadcast.RecipientsMax)
        {
            // Whom to leave out is for nobody here to say.
            await Write(Now with
            {
                Stage = BroadcastStage.Cancelled,
                Ended = clock.GetUtcNow(),
                Problem = "tooManyRecipients",
            });
            await Tell(Now);
            return BroadcastAnswer.Done;
        }
        if (found.Count > 0)
        {
            await Part(Now.Audience, ledger.Count).Fill(found);
            ledger.Add([found.Count]);
        }
        var isWhole = endpoint >= Now.Plan!.Endpoints.Count;
        await Write(Now with
        {
            CollectingEndpoint = endpoint,
            CollectedUpTo = after,
            Collected = isWhole,
            Stage = isWhole ? BroadcastStage.Running : BroadcastStage.Collecting,
        });
        return BroadcastAnswer.Done;
    }
}
