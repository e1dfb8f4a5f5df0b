using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TockOrleans.Stores.Tests;

/// <summary>Keeps all that is logged, exceptions included.</summary>
internal sealed class ListLogger<T> : ILogger<T>
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> Lines => [.. lines];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{formatter(state, exception)} {exception}");
}
