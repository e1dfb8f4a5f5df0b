using Xunit;

namespace TockOrleans.Architecture.Tests;

public sealed class ProjectTests
{
    private const string Bot = "bot/TockOrleans.Bot.csproj";
    private const string Ingress = "ingress/TockOrleans.Ingress.csproj";
    private const string Hosting = "hosting/TockOrleans.Hosting.csproj";
    private const string EndToEnd = "tests/end-to-end/TockOrleans.EndToEnd.Tests.csproj";

    [Fact]
    public void Projects_know_only_those_they_may()
    {
        Judge.None(Over(ProjectRules.References), "Keep to the matrix, or decide to change it.");

        Assert.Single(ProjectRules.References(
            Ingress, Item("ProjectReference", "../grains/TockOrleans.Grains.csproj")));
        Assert.Single(ProjectRules.References(
            Hosting, Item("ProjectReference", "..\\silo\\TockOrleans.Silo.csproj")));
        Assert.Single(ProjectRules.References(
            EndToEnd, Item("ProjectReference", "../../silo/TockOrleans.Silo.csproj")));
        Assert.Single(ProjectRules.References("attic/TockOrleans.Attic.csproj", "<Project/>"));
        Assert.Empty(ProjectRules.References(
            Bot,
            Item("ProjectReference", "../grain-interfaces/messages/TockOrleans.Messages.csproj")));
    }

    [Fact]
    public void What_bot_and_connector_authors_see_knows_nothing_of_Orleans()
    {
        Judge.None(
            Over(ProjectRules.OrleansPackages), "Orleans begins at contracts, grains and hosting.");

        Assert.Single(ProjectRules.OrleansPackages(
            Bot, Item("PackageReference", "Microsoft.Orleans.Serialization")));
        Assert.Empty(ProjectRules.OrleansPackages(
            Hosting, Item("PackageReference", "Microsoft.Orleans.Server")));
    }

    [Fact]
    public void No_code_comes_in_by_a_side_door()
    {
        Judge.None(
            Over(ProjectRules.SideDoors), "Reference the project; show internals to tests only.");

        Assert.Single(ProjectRules.SideDoors(Bot, Item("Compile", "../grains/Shell.cs")));
        Assert.Single(ProjectRules.SideDoors(Bot, Item("Reference", "Some.dll")));
        Assert.Single(ProjectRules.SideDoors(
            Bot, Item("InternalsVisibleTo", "TockOrleans.Grains")));
        Assert.Empty(ProjectRules.SideDoors(
            Bot, Item("InternalsVisibleTo", "TockOrleans.Bot.Tests")));
    }

    [Fact]
    public void The_solution_holds_every_project()
    {
        Judge.None(
            ProjectRules.Solution(Repository.Read("TockOrleans.sln"), Repository.Projects),
            "dotnet sln TockOrleans.sln add (or remove) the project.");

        const string Solution = """Project("{1}") = "A", "a\A.csproj", "{2}" """;
        Assert.Equal(
            ["b/B.csproj:1: is not in the solution", "a/A.csproj:1: is not there"],
            ProjectRules.Solution(Solution, ["b/B.csproj"]).Select(found => $"{found}"));
        Assert.Empty(ProjectRules.Solution(Solution, ["a/A.csproj"]));
    }

    [Fact]
    public void Every_project_has_its_lock_file()
    {
        Judge.None(
            ProjectRules.Locks(Repository.Projects, Repository.Files),
            "dotnet restore writes it; commit it.");

        Assert.Single(ProjectRules.Locks(["a/A.csproj"], ["b/packages.lock.json"]));
        Assert.Empty(ProjectRules.Locks(["a/A.csproj"], ["a/packages.lock.json"]));
    }

    private static IEnumerable<Finding> Over(Func<string, string, IEnumerable<Finding>> rule) =>
        Repository.Projects.SelectMany(path => rule(path, Repository.Read(path)));

    private static string Item(string kind, string include) =>
        $"<Project><ItemGroup><{kind} Include=\"{include}\"/></ItemGroup></Project>";
}
