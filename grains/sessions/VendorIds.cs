namespace TockOrleans.Grains.Sessions;

/// <summary>
/// The channel's ids of a reply: one for each of its payloads, in one text, blanks between.
/// </summary>
internal static class VendorIds
{
    private const char Between = ' ';

    public static string Join(string? before, IReadOnlyList<string> ids) => before is null
        ? string.Join(Between, ids)
        : $"{before}{Between}{string.Join(Between, ids)}";

    public static bool Contains(string ids, string id)
    {
        if (ids.Length == id.Length)
            return ids == id;
        foreach (var part in ids.AsSpan().Split(Between))
            if (ids.AsSpan()[part].SequenceEqual(id))
                return true;
        return false;
    }
}
