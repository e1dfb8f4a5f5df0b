using System.Diagnostics;

namespace TockOrleans.Architecture.Tests;

/// <summary>The repository these tests were built from, read once.</summary>
internal static class Repository
{
    private static readonly Lazy<IReadOnlyList<string>> TrackedFiles = new(ListFiles);
    private static readonly Lazy<IReadOnlyList<SourceFile>> ParsedSources = new(() =>
        [.. Files.Where(Scopes.Code).AsParallel().AsOrdered()
            .Select(path => new SourceFile(path, Read(path)))]);

    public static string Root { get; } = FindRoot();

    /// <summary>Every file that is or is about to be under version control, with slashes.</summary>
    public static IReadOnlyList<string> Files => TrackedFiles.Value;

    public static IReadOnlyList<SourceFile> Sources => ParsedSources.Value;

    /// <summary>The projects of the house; those of templates are made elsewhere.</summary>
    public static IEnumerable<string> Projects => Files.Where(path =>
        path.EndsWith(".csproj", StringComparison.Ordinal)
        && !path.StartsWith("templates/", StringComparison.Ordinal));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TockOrleans.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException(
                $"No TockOrleans.sln above {AppContext.BaseDirectory}.");
        }
        return folder.FullName;
    }

    private static IReadOnlyList<string> ListFiles()
    {
        // Containers often check out as another user than they build as; git would refuse that.
        var start = new ProcessStartInfo(
            "git",
            ["-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)
            ?? throw new InvalidOperationException("git is needed to list the repository's files.");
        var listed = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0)
            throw new InvalidOperationException("git could not list the repository's files.");
        return [.. listed.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(path => File.Exists(Path.Combine(Root, path)))
            .Order(StringComparer.Ordinal)];
    }
}
