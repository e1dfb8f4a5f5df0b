using System.Globalization;

namespace TockOrleans.Benchmarks;

/// <summary>A command, its <c>--name value</c> pairs and its <c>--flags</c>.</summary>
internal sealed class Arguments(string[] args)
{
    public string Command => args.Length > 0 ? args[0] : "";

    public int Number(string name, int @default) =>
        Find(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : @default;

    public string Text(string name) =>
        Find(name) ?? throw new ArgumentException($"--{name} is missing");

    public bool Has(string name) => args.Contains("--" + name);

    private string? Find(string name)
    {
        var index = Array.IndexOf(args, "--" + name);
        return index >= 0 && index + 1 < args.Length ? args[index + 1] : null;
    }
}
