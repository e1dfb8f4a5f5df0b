using TockOrleans.Messages;

namespace TockOrleans.Connectors.Contract;

/// <summary>Who a user is, as the channel tells.</summary>
/// <param name="Profile">Name, time zone, picture …</param>
/// <param name="Locale">
/// The user's language as a BCP 47 tag; null: the channel does not tell.
/// </param>
public sealed record ChannelProfile(UserProfile Profile, string? Locale);
