namespace TockOrleans.Connectors.Tests.Outside;

/// <summary>What a run of the suite in a process of its own came to.</summary>
internal sealed record SuiteRun(int ExitCode, string Output, IReadOnlyList<string> Passed);
