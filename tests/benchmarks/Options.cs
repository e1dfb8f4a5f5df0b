using System.Globalization;

namespace TockOrleans.Benchmarks;

/// <summary>The arguments after the verb: <c>--name value</c>, each with a default.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> values;

    /// <summary>Reads them.</summary>
    /// <param name="defaults">The names that are known, with their defaults.</param>
    /// <param name="arguments">What was typed; what stands after <c>--</c> is left alone.</param>
    /// <exception cref="BenchmarkException">A name is unknown or has no value.</exception>
    public Options(Dictionary<string, string> defaults, string[] arguments)
    {
        values = new(defaults);
        var end = Array.IndexOf(arguments, "--");
        Rest = end < 0 ? [] : arguments[(end + 1)..];
        var own = end < 0 ? arguments : arguments[..end];
        foreach (var pair in own.Chunk(2))
        {
            var name = pair[0].TrimStart('-');
            if (pair.Length < 2 || !values.ContainsKey(name))
            {
                throw new BenchmarkException($"Not understood: {pair[0]}. Known are "
                    + string.Join(", ", values.Select(known => $"--{known.Key} {known.Value}")));
            }
            values[name] = pair[1];
        }
    }

    /// <summary>Settings for the silo.</summary>
    public IReadOnlyList<string> Rest { get; }

    public string Text(string name) => values[name];

    public int Number(string name) =>
        int.TryParse(values[name], CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new BenchmarkException($"--{name} must be a positive whole number.");

    public TimeSpan Seconds(string name) => TimeSpan.FromSeconds(Number(name));

    public string[] List(string name) => values[name].Split(',');
}
