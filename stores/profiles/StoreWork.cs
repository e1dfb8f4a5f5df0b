using System.Diagnostics;

namespace TockOrleans.Stores;

/// <summary>One piece of writing, handed to a writer and told what became of it.</summary>
internal abstract class StoreWork
{
    /// <summary>When it was handed over, in <see cref="Stopwatch"/> ticks.</summary>
    public long Since { get; } = Stopwatch.GetTimestamp();

    /// <summary>It could not be written, by a fault of its own; the others were.</summary>
    public abstract void Fail(Exception failure);

    /// <summary>It was not written.</summary>
    public abstract void Refuse(string reason);

    /// <summary>It may be on disk or not.</summary>
    public abstract void Doubt(string reason);
}
