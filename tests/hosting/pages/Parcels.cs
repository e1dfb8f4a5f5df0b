using TockOrleans.GrainInterfaces;
using TockOrleans.Ingress.Proactive;
using TockOrleans.Messages;

namespace TockOrleans.Hosting.Tests.Pages;

/// <summary>Stands on the page about speaking first.</summary>
internal sealed class Parcels(IProactive proactive)
{
    private static readonly EndpointId Chat = new("acme", "shop", "messenger");

    public async Task Arrived(string user, string parcel, CancellationToken stop)
    {
        var status = await proactive.Say(
            Chat,
            user,
            $"arrived-{parcel}",
            new ProactiveEvent(
                Story: "parcel",
                Parameters: new Dictionary<string, string> { ["parcel"] = parcel }),
            stop);
        if (status == ProactiveStatus.Unavailable)
            throw new InvalidOperationException("try again: the same order changes nothing");
    }
}
