using System.Reflection;

namespace TockOrleans.EndToEnd.Tests;

/// <summary>Where the repository lies: found from the test program upwards.</summary>
public static class RepositoryFolder
{
    private const string Mark = "TockOrleans.sln";

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Find();

    /// <summary>Debug or Release: what the tests themselves were built as.</summary>
    public static string Configuration { get; } = typeof(RepositoryFolder).Assembly
        .GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null;
             folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, Mark)))
                return folder;
        throw new DirectoryNotFoundException($"no {Mark} above {AppContext.BaseDirectory}");
    }
}
