namespace TockOrleans.Benchmarks;

/// <summary>What a web client posts.</summary>
internal sealed record EchoRequest(string Query, string UserId, string EventId);
