namespace TockOrleans.Benchmarks;

/// <summary>The least a grain can do.</summary>
[Alias("bench.ICounter")]
public interface ICounter : IGrainWithStringKey
{
    /// <summary>Counts a text.</summary>
    [Alias("Count")]
    Task<int> Count(string text);
}
