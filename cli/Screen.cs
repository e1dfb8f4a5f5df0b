using System.Globalization;
using System.Text.Json;

namespace TockOrleans.Cli;

/// <summary>
/// Writes for a reader: tables to the output, progress beside it. With JSON asked for, answers go
/// out as they came.
/// </summary>
/// <param name="json">Whether JSON is asked for.</param>
internal sealed class Screen(bool json)
{
    private const int CellMax = 80;

    /// <summary>Whether JSON is asked for.</summary>
    public bool Json => json;

    /// <summary>Writes an answer as JSON, a line.</summary>
    public static void Raw(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Undefined)
            Console.Out.WriteLine(answer.GetRawText());
    }

    /// <summary>Writes one answer: as JSON, or its members a line each.</summary>
    public void Show(JsonElement answer)
    {
        if (json || answer.ValueKind != JsonValueKind.Object)
        {
            Raw(answer);
            return;
        }
        var members = answer.EnumerateObject().ToList();
        var width = members.Select(member => member.Name.Length).DefaultIfEmpty().Max();
        foreach (var member in members)
            Console.Out.WriteLine($"{member.Name.PadRight(width)}  {Cell(member.Value)}");
    }

    /// <summary>Writes a table of some members of rows.</summary>
    public static void Table(IReadOnlyList<JsonElement> rows, params string[] columns)
    {
        var cells = rows.Select(row => columns.Select(column => Cell(Find(row, column))).ToArray())
            .ToList();
        var widths = columns.Select((column, at) =>
            cells.Select(row => Math.Min(row[at].Length, CellMax)).Append(Title(column).Length)
                .Max()).ToArray();
        Console.Out.WriteLine(Line([.. columns.Select(Title)], widths));
        foreach (var row in cells)
            Console.Out.WriteLine(Line(row, widths));
    }

    /// <summary>Says how far it is, where it does not get into what is written.</summary>
    public static void Progress(string text) => Console.Error.WriteLine(text);

    /// <summary>A text that steers no terminal: users wrote some of it.</summary>
    public static string OneLine(string text) => string.Concat(
        text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    // "health.backlog" is a member of a member.
    private static JsonElement Find(JsonElement row, string column)
    {
        foreach (var part in column.Split('.'))
            if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty(part, out row))
                return default;
        return row;
    }

    private static string Title(string column) =>
        column[(column.LastIndexOf('.') + 1)..].ToUpperInvariant();

    private static string Cell(JsonElement value) => OneLine(value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => "-",
        JsonValueKind.String when value.GetString() is { Length: > 18 } text
            && text[10] == 'T' && value.TryGetDateTimeOffset(out var time) =>
            time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => value.GetRawText(),
    });

    private static string Line(string[] cells, int[] widths) => string.Join(
        "  ",
        cells.Select((cell, at) => at == cells.Length - 1
            ? cell
            : (cell.Length > CellMax ? cell[..(CellMax - 1)] + "…" : cell).PadRight(widths[at])))
        .TrimEnd();
}
