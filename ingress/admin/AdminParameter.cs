namespace TockOrleans.Ingress.Admin;

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Help">What it is, for the reader of the document.</param>
/// <param name="Type">Its JSON type.</param>
/// <param name="Format">Its format, as OpenAPI names them.</param>
/// <param name="Required">Whether it must be given.</param>
internal sealed record AdminParameter(
    string Name,
    string Help,
    string Type = "string",
    string? Format = null,
    bool Required = false);
