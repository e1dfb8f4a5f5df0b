namespace TockOrleans.Benchmarks;

/// <summary>Starts the silo program that the options name.</summary>
internal static class Silos
{
    /// <exception cref="BenchmarkException">There is no such program.</exception>
    public static Task<ServerProcess> Start(
        Options options, string data, params IEnumerable<string> more)
    {
        var program = options.Text("silo");
        return File.Exists(program)
            ? ServerProcess.Silo(program, data, [.. more, .. options.Rest])
            : throw new BenchmarkException(
                $"{program} is not there; build it: dotnet build silo -c Release");
    }
}
