using TockOrleans.GrainInterfaces;
using TockOrleans.Ingress.Proactive;
using TockOrleans.Messages;

namespace TockOrleans.Hosting.Tests.Pages;

/// <summary>Stands on the page about speaking first.</summary>
internal sealed class Strike(IProactive proactive)
{
    private static readonly BroadcastId Id = new("acme", "trains", "strike-0412");

    public async Task Tell(IAsyncEnumerable<SessionId> travellers, CancellationToken stop)
    {
        await proactive.CreateBroadcast(
            Id,
            ["messenger"],
            new ProactiveEvent([new TextMessage("The trains do not run tomorrow.")]),
            new BroadcastShape(Rate: 200));
        await proactive.UploadAudience(Id, travellers, stop);
        await proactive.Broadcast(Id).Start();
    }
}
