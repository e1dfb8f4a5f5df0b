namespace TockOrleans.Simulation.Tests;

/// <summary>Test data as a table: a line a row, cells apart by a bar between blanks.</summary>
internal static class Rows
{
    private const string Bar = " | ";

    public static TheoryData<string> Of1(string table) => [.. table.Split('\n')];

    public static TheoryData<string, string> Of2(string table) =>
        [.. Cells(table).Select(row => (row[0], row[1]))];

    public static TheoryData<string, string, string> Of3(string table) =>
        [.. Cells(table).Select(row => (row[0], row[1], row[2]))];

    public static TheoryData<string, string, string, string> Of4(string table) =>
        [.. Cells(table).Select(row => (row[0], row[1], row[2], row[3]))];

    private static IEnumerable<string[]> Cells(string table) =>
        table.Split('\n').Select(row => row.Split(Bar));
}
