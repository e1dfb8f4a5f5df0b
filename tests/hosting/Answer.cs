using System.Net;
using System.Text.Json;

namespace TockOrleans.Hosting.Tests;

/// <summary>An answer over HTTP.</summary>
public sealed record Answer(HttpStatusCode Status, string? ETag, string Text)
{
    public JsonElement Json => JsonElement.Parse(Text);

    public string[] Problems =>
        [.. Json.GetProperty("problems").EnumerateArray().Select(text => text.GetString()!)];
}
