namespace TockOrleans.Connectors.Contract;

/// <summary>
/// A request as it came, the body untouched: signatures are checked on these bytes.
/// </summary>
/// <param name="Id">A fresh id of this request, for channels whose events carry none.</param>
/// <param name="Method">The HTTP method, upper case.</param>
/// <param name="Path">
/// The path behind the endpoint's own, without a leading slash; may be empty.
/// </param>
/// <param name="Query">The raw query, without the question mark.</param>
/// <param name="Url">The address as the channel called it, for channels that sign it.</param>
/// <param name="Body">The body's bytes.</param>
/// <param name="Header">A header's value by name, without case; null: it is not there.</param>
public sealed record WebhookRequest(
    string Id,
    string Method,
    string Path,
    string Query,
    Lazy<Uri> Url,
    ReadOnlyMemory<byte> Body,
    Func<string, string?> Header);
