namespace TockOrleans.Ingress.Endpoints;

/// <summary>An endpoint as an administrator wants it.</summary>
/// <param name="Type">The type id of its connector.</param>
/// <param name="Settings">
/// Its settings by name. Null or left out: a secret keeps its value where the type stays the
/// same, any other setting gets its default. Empty: it has none.
/// </param>
/// <param name="Kept">Names of secrets said to keep their values; right for secrets only.</param>
/// <param name="Problems">
/// What is wrong with it already: it is refused, together with what else is found.
/// </param>
public sealed record EndpointDraft(
    string Type,
    IReadOnlyDictionary<string, string?> Settings,
    IReadOnlyCollection<string> Kept,
    IReadOnlyList<string> Problems);
