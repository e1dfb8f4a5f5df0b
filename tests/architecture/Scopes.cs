using System.Text.RegularExpressions;

namespace TockOrleans.Architecture.Tests;

/// <summary>Which files a rule is about.</summary>
internal static partial class Scopes
{
    /// <summary>Every C# file, of templates too, but recorded cases.</summary>
    public static bool Code(string path) =>
        path.EndsWith(".cs", StringComparison.Ordinal)
        && !path.Contains("/cases/", StringComparison.Ordinal);

    public static bool Product(string path) => Code(path) && ProductRooms().IsMatch(path);

    public static bool Tests(string path) => Code(path) && path.StartsWith("tests/", Ordinal);

    /// <summary>Code that tests steer: what time and chance do must come from outside.</summary>
    public static bool Steered(string path) => Code(path) && SteeredRooms().IsMatch(path);

    public static bool Channels(string path) => Code(path) && ChannelFile().IsMatch(path);

    public static bool ProductOrSamples(string path) =>
        Product(path) || (Code(path) && path.StartsWith("samples/", Ordinal));

    public static bool ProductOrTests(string path) => Product(path) || Tests(path);

    private const StringComparison Ordinal = StringComparison.Ordinal;

    [GeneratedRegex("^(ingress|grain-interfaces|grains|stores|bot|connectors|hosting|silo|cli"
        + "|templates)/")]
    private static partial Regex ProductRooms();

    [GeneratedRegex("^(grains|bot|connectors|templates)/")]
    private static partial Regex SteeredRooms();

    [GeneratedRegex("^connectors/channels/[^/]+/")]
    private static partial Regex ChannelFile();
}
