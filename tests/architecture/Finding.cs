namespace TockOrleans.Architecture.Tests;

/// <summary>One place where a rule is broken.</summary>
internal sealed record Finding(string Path, int Line, string What)
{
    public override string ToString() => $"{Path}:{Line}: {What}";
}
