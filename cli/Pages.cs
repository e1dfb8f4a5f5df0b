using System.Globalization;
using System.Text.Json;

namespace TockOrleans.Cli;

/// <summary>Reads lists page by page.</summary>
internal static class Pages
{
    public const int Default = 1_000;

    private const int PageMax = 500;

    /// <summary>Reads and shows a list, as many as are asked for.</summary>
    /// <param name="api">The server.</param>
    /// <param name="screen">Where to.</param>
    /// <param name="path">The list.</param>
    /// <param name="member">The member of a page that has the rows.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="columns">What to show of a row.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task Show(
        AdminApi api,
        Screen screen,
        string path,
        string member,
        int limit,
        string[] columns,
        CancellationToken stop)
    {
        var (rows, more) = await Read(api, path, member, limit, stop);
        if (screen.Json)
            rows.ForEach(Screen.Raw);
        else
            Screen.Table(rows, columns);
        if (more)
            Screen.Progress("there are more: --limit");
    }

    /// <summary>Reads a list, as many rows as are asked for, and whether there are more.</summary>
    public static async Task<(List<JsonElement> Rows, bool More)> Read(
        AdminApi api, string path, string member, int limit, CancellationToken stop)
    {
        var rows = new List<JsonElement>();
        string? after = null;
        do
        {
            var most = Math.Min(PageMax, limit - rows.Count);
            var page = await api.Get(
                Paths.Query(
                    path,
                    ("limit", most.ToString(CultureInfo.InvariantCulture)),
                    ("after", after)),
                stop);
            rows.AddRange(page.GetProperty(member).EnumerateArray());
            after = page.TryGetProperty("next", out var next) ? next.ToString() : null;
            if (after is not null && rows.Count < limit)
                Screen.Progress($"{rows.Count} so far");
        }
        while (after is not null && rows.Count < limit);
        return (rows, after is not null);
    }
}
