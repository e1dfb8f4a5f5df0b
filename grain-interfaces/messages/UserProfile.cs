namespace TockOrleans.Messages;

/// <summary>What a channel or a bot knows of a user; every part may be missing.</summary>
/// <param name="FirstName">First name.</param>
/// <param name="LastName">Last name.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="PhoneNumber">Phone number, E.164 where known.</param>
/// <param name="Username">The channel's user name.</param>
/// <param name="Picture">Address of a picture.</param>
/// <param name="Timezone">IANA time zone.</param>
/// <param name="Gender">In the channel's word.</param>
/// <param name="Test">Whether this is a test user.</param>
public sealed record UserProfile(
    string? FirstName = null,
    string? LastName = null,
    string? Email = null,
    string? PhoneNumber = null,
    string? Username = null,
    string? Picture = null,
    string? Timezone = null,
    string? Gender = null,
    bool Test = false);
