namespace TockOrleans.Client;

/// <summary>A file of the user.</summary>
/// <param name="Url">
/// Itself, as <c>data:{type};base64,{bytes}</c>: 300,000 bytes at the most.
/// </param>
/// <param name="Name">Its name.</param>
public sealed record WebSentFile(string Url, string? Name = null);
