namespace TockOrleans.Simulation.Tests;

/// <summary>Where the repository lies: found from the test program upwards.</summary>
internal static class RepositoryFolder
{
    private const string Mark = "TockOrleans.sln";

    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null;
             folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, Mark)))
                return folder;
        throw new DirectoryNotFoundException($"no {Mark} above {AppContext.BaseDirectory}");
    }
}
