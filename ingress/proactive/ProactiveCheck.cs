using TockOrleans.Messages;

namespace TockOrleans.Ingress.Proactive;

/// <summary>Finds what is wrong with an order to speak first.</summary>
internal static class ProactiveCheck
{
    /// <summary>The first problem with what is said; null: there is none.</summary>
    public static string? Problem(ProactiveEvent what)
    {
        if (what.Messages is null == what.Story is null)
            return "there must be either messages or a story";
        if (what.Messages is { Count: 0 })
            return "there must be a message";
        if (what.Messages is { } messages && messages.Any(said => said is UnsupportedMessage))
            return "a message is of no known kind";
        if (what.Story is { Length: 0 })
            return "the story must be named";
        return what.Messages is not null && what.Parameters is not null
            ? "parameters are for a story"
            : BoundsCheck.Excess(Inbound("", what, DateTimeOffset.UnixEpoch));
    }

    /// <summary>What is wrong with the name of an order; null: nothing.</summary>
    public static string? OfOrderId(string orderId) =>
        orderId.Length is 0 or > IProactive.OrderIdMax
            ? $"an order's name must have 1 to {IProactive.OrderIdMax} characters"
            : null;

    public static InboundEvent Inbound(string id, ProactiveEvent what, DateTimeOffset at) =>
        new(id, at, what);
}
