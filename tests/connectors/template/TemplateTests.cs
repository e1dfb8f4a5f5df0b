using TockOrleans.Connectors.Tests.Conformance;
using TockOrleans.Connectors.Tests.Outside;

namespace TockOrleans.Connectors.Tests.Template;

/// <summary>
/// The template of a connector, used as its author does: installed, made, built and run by the
/// suite; then filled with the connector of docs/adding-a-connector.md.
/// </summary>
public sealed class TemplateTests : IDisposable
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static readonly string House = Path.Combine(Suite.TestsFolder, "../..");

    private static readonly string Source = Path.Combine(House, "templates/connector");

    private static readonly string Filled = Path.Combine(Suite.TestsFolder, "template/filled");

    /// <summary>What says in the template that something is still to be done.</summary>
    private static readonly string[] Marks = ["not written yet", "replace", "NewChannel"];

    private readonly OutsideProject project = new();

    // Where the SDK notes the template; the author's own is left alone.
    private readonly string hive = Directory.CreateTempSubdirectory("tock-hive-").FullName;

    public void Dispose()
    {
        project.Dispose();
        Directory.Delete(hive, recursive: true);
    }

    [Fact]
    public async Task What_the_template_makes_builds_and_the_suite_names_what_is_to_be_filled()
    {
        var stop = TestContext.Current.CancellationToken;
        await Make(stop);
        var run = await project.RunSuite(await project.Build("Semaphore", stop), stop);
        Assert.NotEqual(0, run.ExitCode);
        Assert.All(
            [
                "case semaphore/inbound/text",
                "case semaphore/inbound/rejected-other-secret",
                "SemaphoreVerification.Sign is not written yet",
                "case semaphore/outbound/text",
                "then write SemaphoreRenderer.Write",
                "case semaphore/delivery/accepted",
                "case semaphore/delivery/too-many-requests",
                "SemaphoreClient.Request is not written yet",
            ],
            told => Assert.Contains(told, run.Output, Ordinal));
        Assert.DoesNotContain("case loopback/", run.Output, Ordinal);
        Assert.DoesNotContain(run.Passed, IsCaseOfSemaphore);
        Assert.Contains(run.Passed, test => test.Contains(
            "No_request_makes_the_verifier_or_the_parser_throw(type: \"semaphore\")", Ordinal));
    }

    [Fact]
    public async Task Filled_it_builds_under_the_rules_of_this_house_and_passes_the_suite()
    {
        var stop = TestContext.Current.CancellationToken;
        await Make(stop);
        foreach (var rules in (string[])[".editorconfig", "Directory.Build.props"])
            File.Copy(Path.Combine(House, rules), Path.Combine(project.Folder, rules));
        await project.Build("Semaphore", stop);

        project.Lay(Filled);
        var run = await project.RunSuite(await project.Build("Semaphore", stop), stop);
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(
            Cases(Filled, "inbound") + Cases(Filled, "outbound"),
            run.Passed.Count(IsCaseOfSemaphore));
        Assert.All(
            Directory.GetFiles(Filled, "*", SearchOption.AllDirectories).Select(File.ReadAllText),
            text => Assert.All(Marks, mark => Assert.DoesNotContain(mark, text, Ordinal)));
    }

    [Fact]
    public async Task For_this_repository_it_makes_the_same_folder_without_a_project()
    {
        var stop = TestContext.Current.CancellationToken;
        await Make(stop);
        await New(["-o", "connectors/channels/Semaphore"], stop);
        var channel = Path.Combine(project.Folder, "connectors/channels/Semaphore");
        var made = Files(channel).ToArray();
        Assert.Equal(
            Files(Source).Select(file => file.Replace("NewChannel", "Semaphore", Ordinal))
                .Where(file => !file.StartsWith(".template.config", Ordinal))
                .Except(["Semaphore.csproj"]).Order(StringComparer.Ordinal),
            made);
        Assert.All(made, file => Assert.Equal(
            File.ReadAllText(Path.Combine(project.Folder, file)),
            File.ReadAllText(Path.Combine(channel, file))));
    }

    [Fact]
    public void Its_quality_sheets_answer_every_rule()
    {
        Assert.All((string[])[Source, Filled], folder => Assert.Equal(
            QualitySheet.Names,
            QualitySheet.Parse(File.ReadAllText(Path.Combine(folder, "quality.yaml")))
                .Rules.Keys));
    }

    /// <summary>Makes a project of its own from the template.</summary>
    private async Task Make(CancellationToken stop)
    {
        await project.Succeed(
            ["new", "install", Source, "--debug:custom-hive", hive], stop);
        await New(
            ["-o", ".", "--standalone", "--assemblies", AppContext.BaseDirectory], stop);
    }

    private Task<string> New(string[] options, CancellationToken stop) => project.Succeed(
        ["new", "tock-connector", "-n", "Semaphore", .. options, "--debug:custom-hive", hive],
        stop);

    private static IEnumerable<string> Files(string folder) => Directory
        .GetFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file))
        .Order(StringComparer.Ordinal);

    private static int Cases(string folder, string kind) =>
        Directory.GetDirectories(Path.Combine(folder, "cases", kind)).Length;

    private static bool IsCaseOfSemaphore(string test) =>
        test.Contains("type: \"semaphore\", name: ", Ordinal);
}
