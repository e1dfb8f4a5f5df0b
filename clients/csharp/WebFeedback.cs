namespace TockOrleans.Client;

/// <summary>An opinion on a message.</summary>
/// <param name="ActionId">The message's <see cref="WebMessage.ActionId"/>.</param>
/// <param name="Vote"><c>UP</c> or <c>DOWN</c>; null: it is taken back.</param>
public sealed record WebFeedback(string ActionId, string? Vote = null);
