using TockOrleans.Simulators;

namespace TockOrleans.EndToEnd.Tests.Kit;

/// <summary>The page with the kit in it, and the kit.</summary>
internal static class KitFiles
{
    private static readonly string Source = Path.Combine(
        RepositoryFolder.Root, "tests", "end-to-end", "kit");

    /// <summary>Each file by the name under which the page asks for it.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> All() =>
        new Dictionary<string, string>
        {
            ["page.html"] = Path.Combine(Source, "page.html"),
            ["kit.js"] = Path.Combine(
                await NodePackages.Install(Source), "node_modules", "tock-react-kit", "build",
                "tock-react-kit-standalone.umd.js"),
        };
}
