using System.Globalization;

namespace TockOrleans.Benchmarks;

/// <summary>What the whole machine does, as Linux counts it.</summary>
internal static class Machine
{
    private const int TicksPerSecond = 100;

    // Columns of the first line of /proc/stat: what is not work is idle and iowait.
    private const int IdleColumn = 4;
    private const int WaitColumn = 5;
    private const int LastColumn = 8;

    /// <summary>Processor time used by everybody since the machine started.</summary>
    public static TimeSpan Busy()
    {
        var columns = File.ReadLines("/proc/stat").First()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ticks = Enumerable.Range(1, LastColumn)
            .Where(column => column is not (IdleColumn or WaitColumn))
            .Sum(column => long.Parse(columns[column], CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds(ticks / (double)TicksPerSecond);
    }
}
