using System.Xml.Linq;

namespace TockOrleans.Architecture.Tests;

/// <summary>Which project may know which.</summary>
internal static class ProjectRules
{
    private const string Messages = "grain-interfaces/messages/TockOrleans.Messages.csproj";
    private const string Contracts =
        "grain-interfaces/contracts/TockOrleans.GrainInterfaces.csproj";
    private const string Contract = "connectors/contract/TockOrleans.Connectors.Contract.csproj";
    private const string Channels = "connectors/channels/TockOrleans.Connectors.csproj";
    private const string Bot = "bot/TockOrleans.Bot.csproj";
    private const string Seam = "stores/seam/TockOrleans.Stores.csproj";
    private const string Profiles = "stores/profiles/TockOrleans.Stores.Profiles.csproj";
    private const string Grains = "grains/TockOrleans.Grains.csproj";
    private const string Ingress = "ingress/TockOrleans.Ingress.csproj";
    private const string Hosting = "hosting/TockOrleans.Hosting.csproj";
    private const string Samples = "samples/TockOrleans.Samples.csproj";
    private const string HostYourOwn = "samples/host-your-own/HostYourOwn.csproj";
    private const string Silo = "silo/TockOrleans.Silo.csproj";
    private const string Cli = "cli/TockOrleans.Cli.csproj";
    private const string Client = "clients/csharp/TockOrleans.Client.csproj";

    private static readonly string[] Product =
        [Messages, Contracts, Contract, Channels, Bot, Seam, Profiles, Grains, Ingress, Hosting];

    /// <summary>Every project of product and samples, and those it may reference.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Messages] = [],
        [Contracts] = [Messages],
        [Contract] = [Messages],
        [Bot] = [Messages],
        [Seam] = [Messages],
        [Channels] = [Contract, Messages],
        [Profiles] = [Seam, Messages],
        [Grains] = [Contracts, Bot, Contract, Seam, Messages],
        [Ingress] = [Contracts, Contract, Messages],
        [Hosting] = [.. Product],
        [Samples] = [Bot, Messages],
        [HostYourOwn] = [Hosting, Bot, Messages, Samples],
        [Silo] = [Hosting, Samples],
        // It knows the administration as anybody does: by its addresses.
        [Cli] = [],
        // And it the web format.
        [Client] = [],
    };

    /// <summary>One project for each room of tests; it may reference all but the silo.</summary>
    private static readonly HashSet<string> Tests = new[]
    {
        "Architecture", "Connectors", "Conversations", "Bot", "Stores", "Simulation",
        "EndToEnd", "Grains", "Ingress", "Hosting", "Cli",
    }.Select(name => $"tests/{Folder(name)}/TockOrleans.{name}.Tests.csproj").ToHashSet();

    /// <summary>Programs and libraries of tests that hold no tests.</summary>
    private static readonly string[] TestParts =
    [
        "tests/benchmarks/TockOrleans.Benchmarks.csproj",
        "tests/simulators/TockOrleans.Simulators.csproj",
    ];

    /// <summary>Their authors know nothing of Orleans.</summary>
    private static readonly string[] WithoutOrleans =
        [Messages, Bot, Contract, Channels, Samples, Seam, Cli, Client];

    public static IEnumerable<Finding> References(string path, string text)
    {
        var isTest = Tests.Contains(path) || TestParts.Contains(path);
        if (!isTest && !Allowed.ContainsKey(path))
        {
            yield return new(path, 1, "is not in the matrix of ProjectRules");
            yield break;
        }
        foreach (var element in Elements(text, "ProjectReference"))
        {
            var target = Resolve(path, Include(element));
            var allowed = isTest
                ? target != Silo || element.Attribute("ReferenceOutputAssembly")?.Value == "false"
                : Allowed[path].Contains(target);
            if (!allowed)
                yield return new(path, LineOf(element), $"may not reference {target}");
        }
    }

    public static IEnumerable<Finding> OrleansPackages(string path, string text) =>
        !WithoutOrleans.Contains(path)
            ? []
            : Elements(text, "PackageReference")
                .Where(element => Include(element).Contains("Orleans", StringComparison.Ordinal))
                .Select(element => new Finding(path, LineOf(element), Include(element)));

    /// <summary>Code reaches a project by its folder and its references, by no side door.</summary>
    public static IEnumerable<Finding> SideDoors(string path, string text) => Elements(
            text, "Compile")
        .Where(element => Include(element).Contains("..", StringComparison.Ordinal))
        .Concat(Elements(text, "Reference"))
        .Concat(Elements(text, "InternalsVisibleTo")
            .Where(element => !Include(element).EndsWith(".Tests", StringComparison.Ordinal)))
        .Select(element => new Finding(path, LineOf(element), Include(element)));

    /// <summary>Projects that are not in the solution, and the other way round.</summary>
    public static IEnumerable<Finding> Solution(string solution, IEnumerable<string> projects)
    {
        var listed = solution.Split('"')
            .Where(part => part.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(part => part.Replace('\\', '/')).ToHashSet();
        var there = projects.ToHashSet();
        return there.Except(listed).Select(path => new Finding(path, 1, "is not in the solution"))
            .Concat(listed.Except(there).Select(path => new Finding(path, 1, "is not there")));
    }

    /// <summary>Projects without a lock file beside them.</summary>
    public static IEnumerable<Finding> Locks(
        IEnumerable<string> projects, IEnumerable<string> files)
    {
        var there = files.ToHashSet();
        return projects
            .Where(path => !there.Contains(Resolve(path, "packages.lock.json")))
            .Select(path => new Finding(path, 1, "has no packages.lock.json"));
    }

    private static IEnumerable<XElement> Elements(string text, string name) => XDocument
        .Parse(text, LoadOptions.SetLineInfo).Descendants(name);

    private static string Include(XElement element) =>
        element.Attribute("Include")?.Value.Replace('\\', '/') ?? "";

    private static int LineOf(XElement element) => ((System.Xml.IXmlLineInfo)element).LineNumber;

    private static string Resolve(string project, string relative) => Path.GetRelativePath(
        "/", Path.GetFullPath(Path.Combine("/", Path.GetDirectoryName(project) ?? "", relative)));

    private static string Folder(string name) => string.Concat(name.Select((letter, at) =>
        char.IsUpper(letter) && at > 0 ? $"-{char.ToLowerInvariant(letter)}"
            : $"{char.ToLowerInvariant(letter)}"));
}
