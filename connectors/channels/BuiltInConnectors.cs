using System.Reflection;

namespace TockOrleans.Connectors;

/// <summary>Where the connectors of this house are: what a catalog is made from.</summary>
public static class BuiltInConnectors
{
    /// <summary>The assembly that holds them.</summary>
    public static Assembly Assembly => typeof(BuiltInConnectors).Assembly;
}
