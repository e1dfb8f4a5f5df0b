using System.Reflection;
using System.Runtime.Loader;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Connectors.Tests.Conformance;

/// <summary>
/// Finds what is to be tested: the connectors of this house, and those of the assemblies that the
/// environment variable <see cref="OutsideVariable"/> lists. Nothing is registered by hand.
/// </summary>
internal static class Suite
{
    /// <summary>Paths of further assemblies, separated like PATH.</summary>
    public const string OutsideVariable = "TOCK_CONNECTOR_ASSEMBLIES";

    private static readonly string[] Kinds = ["inbound", "outbound", "delivery"];

    private static readonly Assembly[] Outside =
        [.. (Environment.GetEnvironmentVariable(OutsideVariable) ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(Path.GetFullPath)
            .Select(AssemblyLoadContext.Default.LoadFromAssemblyPath)];

    public static ConnectorCatalog Catalog { get; } =
        ConnectorCatalog.From([BuiltInConnectors.Assembly, .. Outside]);

    public static string ChannelsFolder { get; } = Metadata("ChannelsFolder");

    public static string TestsFolder { get; } = Metadata("TestsFolder");

    public static Connector Connector(string type) => Catalog.Find(type)!;

    public static bool IsBuiltIn(Connector connector) =>
        connector.GetType().Assembly == BuiltInConnectors.Assembly;

    /// <summary>
    /// Where a connector lies: the folder of its source, or for others the one of its assembly.
    /// </summary>
    public static string Folder(Connector connector) => IsBuiltIn(connector)
        ? Path.Combine(ChannelsFolder, connector.GetType().Namespace!.Split('.')[^1])
        : Path.GetDirectoryName(connector.GetType().Assembly.Location)!;

    /// <summary>
    /// Where its cases lie; an assembly of several connectors has a folder for each.
    /// </summary>
    public static string CasesFolder(Connector connector)
    {
        var cases = Path.Combine(Folder(connector), "cases");
        var own = Path.Combine(cases, connector.Description.Type);
        return Directory.Exists(own) ? own : cases;
    }

    public static IEnumerable<TheoryDataRow<string>> Types() =>
        Catalog.All.Select(connector => new TheoryDataRow<string>(connector.Description.Type));

    public static IEnumerable<TheoryDataRow<string, string>> Cases(string kind) =>
        from connector in Catalog.All
        from folder in Folders(connector, kind)
        select new TheoryDataRow<string, string>(
            connector.Description.Type, Path.GetFileName(folder));

    public static CaseFolder Case(string type, string kind, string name) =>
        new(Path.Combine(CasesFolder(Connector(type)), kind, name));

    public static IReadOnlyList<string> Folders(Connector connector, string kind)
    {
        var folder = Path.Combine(CasesFolder(connector), kind);
        return Directory.Exists(folder)
            ? [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)]
            : [];
    }

    public static int Count(Connector connector) =>
        Kinds.Sum(kind => Folders(connector, kind).Count);

    private static string Metadata(string key) => typeof(Suite).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
