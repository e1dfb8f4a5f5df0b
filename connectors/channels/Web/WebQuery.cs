using System.Net;

namespace TockOrleans.Connectors.Web;

/// <summary>Reads the query of an address.</summary>
internal static class WebQuery
{
    /// <summary>
    /// A value by its name, of which case does not count; null: it is not there, or more than once.
    /// </summary>
    public static string? Single(string query, string name)
    {
        string? found = null;
        foreach (var pair in query.Split('&'))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at < 0 || !string.Equals(
                WebUtility.UrlDecode(pair[..at]), name, StringComparison.OrdinalIgnoreCase))
                continue;
            if (found is not null)
                return null;
            found = WebUtility.UrlDecode(pair[(at + 1)..]);
        }
        return found;
    }
}
