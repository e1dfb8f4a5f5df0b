namespace TockOrleans.Messages;

/// <summary>The user unlinked the account.</summary>
public sealed record LogoutEvent : UserEvent;
