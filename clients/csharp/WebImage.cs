namespace TockOrleans.Client;

/// <summary>A picture.</summary>
/// <param name="File">Where it lies.</param>
/// <param name="Title">What stands below it.</param>
public sealed record WebImage(WebFile File, string? Title);
