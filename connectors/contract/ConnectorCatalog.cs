using System.Collections.Frozen;
using System.Reflection;

namespace TockOrleans.Connectors.Contract;

/// <summary>The connectors a program knows, by type id.</summary>
public sealed class ConnectorCatalog
{
    private readonly FrozenDictionary<string, Connector> byType;

    /// <summary>A catalog of given connectors.</summary>
    /// <param name="connectors">The connectors, in any order.</param>
    /// <exception cref="InvalidOperationException">Two connectors have one type id.</exception>
    public ConnectorCatalog(IEnumerable<Connector> connectors)
    {
        All = [.. connectors.OrderBy(TypeOf, StringComparer.Ordinal)];
        var twice = All.GroupBy(TypeOf, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
            throw new InvalidOperationException(
                $"the connector type '{twice.Key}' is there more than once: "
                + string.Join(", ", twice.Select(Name)));
        byType = All.ToFrozenDictionary(TypeOf, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>All connectors, by type id.</summary>
    public IReadOnlyList<Connector> All { get; }

    /// <summary>The connector of a type; null: there is none. Case does not matter.</summary>
    public Connector? Find(string type) => byType.GetValueOrDefault(type);

    /// <summary>
    /// A catalog of all public sealed <see cref="Connector"/> classes of some assemblies: being in
    /// one is all the registration a connector needs.
    /// </summary>
    /// <param name="assemblies">The assemblies; one given twice counts once.</param>
    /// <exception cref="InvalidOperationException">
    /// Two connectors have one type id, or a public connector is not sealed or has no public
    /// constructor without parameters.
    /// </exception>
    public static ConnectorCatalog From(params IEnumerable<Assembly> assemblies) =>
        new(assemblies.Distinct().SelectMany(Connectors).Select(Create));

    private static IEnumerable<Type> Connectors(Assembly assembly) => assembly.GetExportedTypes()
        .Where(type => type.IsSubclassOf(typeof(Connector)) && !type.IsAbstract);

    private static Connector Create(Type type) =>
        type.IsSealed && type.GetConstructor(Type.EmptyTypes) is { } constructor
            ? (Connector)constructor.Invoke(null)
            : throw new InvalidOperationException(
                $"the connector {type.FullName} in {type.Assembly.GetName().Name} must be sealed "
                + "and have a public constructor without parameters");

    private static string TypeOf(Connector connector) => connector.Description.Type;

    private static string Name(Connector connector) =>
        $"{connector.GetType().FullName} in {connector.GetType().Assembly.GetName().Name}";
}
