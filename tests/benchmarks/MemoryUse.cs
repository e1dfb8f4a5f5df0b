namespace TockOrleans.Benchmarks;

/// <summary>What a server holds.</summary>
/// <param name="Heap">The live bytes of its heap, after a full collection.</param>
/// <param name="Sessions">The sessions in memory.</param>
internal sealed record MemoryUse(long Heap, int Sessions);
