namespace TockOrleans.Client;

/// <summary>Where a text comes from.</summary>
/// <param name="Identifier">Its mark.</param>
/// <param name="Title">Its title.</param>
/// <param name="Url">Where it lies.</param>
/// <param name="Content">What it says.</param>
/// <param name="Score">How sure it is, from 0 to 1.</param>
public sealed record WebFootnote(
    string Identifier, string Title, string? Url, string? Content, double? Score);
