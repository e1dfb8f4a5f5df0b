using System.Text.RegularExpressions;

namespace TockOrleans.Architecture.Tests;

/// <summary>What lies where.</summary>
internal static partial class FolderRules
{
    private const string ChannelsRoom = "connectors/channels/";

    /// <summary>The parts that every channel has, named after it.</summary>
    private static readonly string[] Parts =
        ["Connector", "Settings", "Verification", "Parser", "Renderer", "Payloads"];

    /// <summary>The ways out to a channel; it has one of them at least.</summary>
    private static readonly string[] WaysOut = ["Client", "Responder"];

    private static readonly string[] Papers = ["README.md", "quality.yaml"];

    private static readonly string[] CaseKinds = ["inbound", "outbound", "delivery"];

    /// <summary>Every kind of file there is, as a pattern, and what it is for.</summary>
    private static readonly (string Pattern, string Purpose)[] Kinds =
    [
        (@"\.editorconfig|\.gitattributes|\.gitignore|global\.json", "settings of the tools"),
        (@"\.dockerignore", "what stays out of the image"),
        (@"Directory\.(Build|Packages)\.props|TockOrleans\.sln|build\.cs", "the build"),
        (@"README\.md|LICENSE|SECURITY\.md|CONTRIBUTING\.md|CHANGELOG\.md", "the front page"),
        (@"\.ci/run", "continuous integration"),
        (@"Dockerfile", "the image"),
        ($"({Rooms})/.+[.]cs", "code"),
        ($"({Rooms})/(.+/)?[A-Za-z.]+[.]csproj", "a project"),
        ($"({Rooms})/(.+/)?packages[.]lock[.]json", "its locked packages"),
        ($"({Rooms}|deploy)/(.+/)?README[.]md", "a room's own page"),
        (@"(silo|samples/host-your-own)/(Properties/launchSettings|appsettings(\.\w+)?)\.json",
            "settings of a program"),
        (@"(bot|samples)/.+\.json", "texts and data of bots"),
        (@"(ingress|hosting)/(.+/)?(page|wwwroot)/.+\.(html|css|js|svg)", "pages"),
        (@"stores/profiles/.+\.sql", "statements"),
        (@"connectors/channels/\w+/quality\.yaml", "a channel's quality sheet"),
        (@"connectors/channels/\w+/cases/(inbound|outbound|delivery)/[\w.-]+/[\w.-]+",
            "a recorded case"),
        (@"tests/.+/(cases|golden|data|recorded)/.+", "data of tests"),
        (@"tests/connectors/messages/(events|replies)/\w+\.json", "stored bytes"),
        (@"tests/.+/(package|package-lock)\.json", "peers of tests from npm"),
        (@"tests/.+/[\w-]+\.(m?js|ts|html)", "peers and pages of tests"),
        (@"tests/.+/xunit\.runner\.json", "settings of a test project"),
        (@"templates/\w+/\.template\.config/template\.json", "what a template asks and makes"),
        (@"templates/\w+/(\w+\.(cs|csproj)|README\.md|quality\.yaml|cases/.+/[\w.-]+)",
            "what a template makes"),
        (@"tests/connectors/template/filled/quality\.yaml", "what fills it in its test"),
        (@"docs/.+\.(md|svg|png|mmd)", "documentation"),
        (@"clients/typescript/(package|package-lock|tsconfig)\.json", "an npm package"),
        (@"clients/typescript/(src/\w+\.ts|test/[\w.]+\.mjs)", "its code and tests"),
        (@"deploy/.+\.(yaml|yml|json|md|sh|conf|cfg|service|env)", "deployment"),
        (@"deploy/(.+/)?Dockerfile(\.\w+)?", "images"),
    ];

    private const string Rooms =
        "ingress|grain-interfaces|grains|stores|bot|connectors|hosting|silo|cli|clients|samples"
        + "|tests";

    private static readonly Regex KnownFile =
        new($"^({string.Join('|', Kinds.Select(kind => kind.Pattern))})$", RegexOptions.Compiled);

    public static IEnumerable<Finding> UnknownFiles(IEnumerable<string> files) => files
        .Where(path => !KnownFile.IsMatch(path))
        .Select(path => new Finding(path, 1, "no known kind of file in a known room"));

    /// <summary>Where the folder of a channel differs from all the others.</summary>
    public static IEnumerable<Finding> Channels(IEnumerable<string> files) => files
        .Where(path => path.StartsWith(ChannelsRoom, StringComparison.Ordinal))
        .Select(path => path[ChannelsRoom.Length..].Split('/'))
        .Where(parts => parts.Length > 1)
        .GroupBy(parts => parts[0], StringComparer.Ordinal)
        .SelectMany(channel => Channel(channel.Key, [.. channel.Select(parts => parts[1..])]));

    private static IEnumerable<Finding> Channel(string name, string[][] files)
    {
        var folder = ChannelsRoom + name;
        var own = files.Where(parts => parts.Length == 1).Select(parts => parts[0]).ToHashSet();
        var wanted = Parts.Select(part => $"{name}{part}.cs").Concat(Papers);
        foreach (var missing in wanted.Where(file => !own.Contains(file)))
            yield return new($"{folder}/{missing}", 1, "is missing");
        if (!WaysOut.Any(part => own.Contains($"{name}{part}.cs")))
            yield return new($"{folder}/{name}Client.cs", 1, $"or {name}Responder.cs is missing");
        if (!files.Any(parts => parts[0] == "cases"))
            yield return new($"{folder}/cases", 1, "is missing");
        foreach (var other in own.Except(Papers).Where(file => !IsOwn(name, file)))
            yield return new($"{folder}/{other}", 1, $"is not called {name}….cs");
        foreach (var deep in files.Where(parts => parts.Length > 1 && !IsCase(parts)))
            yield return new($"{folder}/{string.Join('/', deep)}", 1, "in no folder of a channel");
    }

    private static bool IsOwn(string name, string file) =>
        file.StartsWith(name, StringComparison.Ordinal)
        && file.EndsWith(".cs", StringComparison.Ordinal);

    private static bool IsCase(string[] parts) =>
        parts is ["cases", var kind, _, _] && CaseKinds.Contains(kind);
}
