using Orleans;

namespace TockOrleans.Benchmarks;

/// <summary>The least a conversation can be on Orleans: a number in memory.</summary>
[Alias("tock.bench.ICounter")]
public interface ICounter : IGrainWithStringKey
{
    /// <summary>Counts one more and answers with the number and the text.</summary>
    [Alias("Say")]
    Task<string> Say(string text);
}
