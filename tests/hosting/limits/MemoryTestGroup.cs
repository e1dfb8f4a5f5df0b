namespace TockOrleans.Hosting.Tests.Limits;

/// <summary>Tests that measure the memory of the whole process: nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MemoryTestGroup
{
    public const string Name = "memory";
}
