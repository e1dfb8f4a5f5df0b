namespace TockOrleans.Architecture.Tests;

/// <summary>A rule about C# files, with the samples that prove it can fail.</summary>
internal sealed record SourceRule
{
    /// <summary>The rule as a sentence.</summary>
    public required string Name { get; init; }

    /// <summary>What to do where it is broken.</summary>
    public required string Do { get; init; }

    /// <summary>The files it is about, by path.</summary>
    public required Func<string, bool> For { get; init; }

    public required Func<SourceFile, IEnumerable<Finding>> Find { get; init; }

    /// <summary>Where the samples are said to lie; their file name matters to some rules.</summary>
    public required string SamplePath { get; init; }

    /// <summary>Samples that break the rule, each exactly once.</summary>
    public required IReadOnlyList<string> Bad { get; init; }

    /// <summary>Samples that keep it, close to the edge.</summary>
    public IReadOnlyList<string> Good { get; init; } = [];

    /// <summary>Files that may break it, each with its reason.</summary>
    public IReadOnlyDictionary<string, string> Except { get; init; } =
        new Dictionary<string, string>();

    public IEnumerable<Finding> FindIn(IEnumerable<SourceFile> files) =>
        files.Where(file => For(file.Path)).SelectMany(Find);

    public override string ToString() => Name;
}
