using Orleans;

namespace TockOrleans.GrainInterfaces;

/// <summary>What the bot is to say first, to one user.</summary>
/// <param name="Id">
/// The order's name, unique in the session: the same order again changes nothing. It is the id of
/// the event it becomes.
/// </param>
/// <param name="Body">
/// The event, as <see cref="Messages.MessageCodec"/> writes it: an <c>InboundEvent</c> with
/// <paramref name="Id"/> as its id and a <c>ProactiveEvent</c> in it.
/// </param>
[GenerateSerializer, Immutable, Alias("tock.ProactiveOrder")]
public sealed record ProactiveOrder(
    [property: Id(0)] string Id,
    [property: Id(1)] byte[] Body);
