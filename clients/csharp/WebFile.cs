namespace TockOrleans.Client;

/// <summary>A file.</summary>
/// <param name="Url">Where it lies.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type"><c>image</c>, <c>audio</c>, <c>video</c> or <c>file</c>.</param>
/// <param name="Description">What it shows.</param>
public sealed record WebFile(string Url, string? Name, string? Type, string? Description = null);
