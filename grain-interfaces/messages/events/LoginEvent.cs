namespace TockOrleans.Messages;

/// <summary>The user linked an account.</summary>
/// <param name="Account">The account, or the code to fetch it with.</param>
public sealed record LoginEvent(string? Account = null) : UserEvent;
