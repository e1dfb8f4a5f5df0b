namespace TockOrleans.Benchmarks;

/// <summary>What is told of many rounds, and of many times.</summary>
internal static class Figures
{
    public static double Median<T>(IEnumerable<T> results, Func<T, double> figure)
    {
        var all = results.Select(figure).Order().ToArray();
        return all.Length % 2 == 1
            ? all[all.Length / 2]
            : (all[(all.Length / 2) - 1] + all[all.Length / 2]) / 2;
    }

    /// <summary>The value that a share of all does not exceed.</summary>
    /// <param name="ordered">All, the least first.</param>
    /// <param name="share">From 0 to 1.</param>
    public static double Percentile(double[] ordered, double share) =>
        ordered[(int)(share * (ordered.Length - 1))];
}
