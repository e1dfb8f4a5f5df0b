using System.Net;

namespace TockOrleans.Connectors.Web;

/// <summary>Reads the query of an address.</summary>
internal static class WebQuery
{
    /// <summary>
    /// A value by its name, of which case does not count; null: it is not there, or more than once.
    /// </summary>
    public static string? Single(string query, string name) =>
        All(query, name) is [var one] ? one : null;

    /// <summary>All values of a name, of which case does not count.</summary>
    public static string[] All(string query, string name)
    {
        var found = new List<string>();
        foreach (var pair in query.Split('&'))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at >= 0 && string.Equals(
                WebUtility.UrlDecode(pair[..at]), name, StringComparison.OrdinalIgnoreCase))
                found.Add(WebUtility.UrlDecode(pair[(at + 1)..]));
        }
        return [.. found];
    }
}
