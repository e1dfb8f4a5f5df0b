using TockOrleans.Messages;

namespace TockOrleans.Stores;

/// <summary>
/// A range of session keys, in the order of their characters. Keys are made of letters, digits and
/// <c>- . _ ~ % /</c>: a blank comes before all of these, DEL after them, and '0' next after '/'.
/// </summary>
/// <param name="From">The first key that may be in it.</param>
/// <param name="To">The first that is not.</param>
internal readonly record struct KeySpan(string From, string To)
{
    /// <summary>The first key that may come after another one.</summary>
    public static string Next(string key) => key + " ";

    /// <summary>The first key that may come after those of an endpoint.</summary>
    public static string Next(EndpointId endpoint) => $"{endpoint}0";

    /// <summary>The keys of a user, of users, or of all users of an endpoint, in order.</summary>
    public static IEnumerable<KeySpan> Of(EndpointId endpoint, string? user, string? prefix)
    {
        if (user is not null)
        {
            var key = $"{endpoint}/{Uri.EscapeDataString(user)}";
            return [new(key, Next(key)), new(key + "/", key + "0")];
        }
        return string.IsNullOrEmpty(prefix)
            ? [new($"{endpoint}/", Next(endpoint))]
            : [Beginning($"{endpoint}/{Uri.EscapeDataString(prefix)}")];
    }

    /// <summary>What of it comes at a key or later; null: nothing does.</summary>
    public KeySpan? StartingAt(string key) =>
        string.CompareOrdinal(key, To) >= 0 ? null
        : string.CompareOrdinal(key, From) > 0 ? this with { From = key }
        : this;

    private static KeySpan Beginning(string text) => new(text, text + "\u007f");
}
