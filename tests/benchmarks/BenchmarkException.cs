namespace TockOrleans.Benchmarks;

/// <summary>A benchmark that cannot be run or whose figures would mean nothing.</summary>
internal sealed class BenchmarkException : Exception
{
    public BenchmarkException()
    {
    }

    public BenchmarkException(string message) : base(message)
    {
    }

    public BenchmarkException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
