namespace TockOrleans.Benchmarks;

/// <summary>What a load is made of.</summary>
/// <param name="Port">The server's port on this machine.</param>
/// <param name="Connections">How many clients, each with one request under way at a time.</param>
/// <param name="Users">Who writes. Each user belongs to one connection.</param>
/// <param name="For">How long; null: until every user has written once.</param>
internal sealed record LoadPlan(
    int Port,
    int Connections,
    IReadOnlyList<int> Users,
    TimeSpan? For = null);
