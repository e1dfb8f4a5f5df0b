using Xunit;

namespace TockOrleans.Architecture.Tests;

public sealed class HouseTests
{
    private static readonly string[] Whole =
    [
        "XConnector.cs", "XSettings.cs", "XVerification.cs", "XParser.cs", "XRenderer.cs",
        "XPayloads.cs", "XClient.cs", "README.md", "quality.yaml",
        "cases/inbound/a-text/request.json",
    ];

    [Fact]
    public void All_channels_have_the_same_folder()
    {
        Judge.None(FolderRules.Channels(Repository.Files), "Look at the folder beside it.");

        Assert.Empty(Try(Whole));
        Assert.Empty(Try([.. Whole, "XTokens.cs", "cases/outbound/a-card/message.json"]));
        Assert.Empty(FolderRules.Channels(["connectors/channels/TockOrleans.Connectors.csproj"]));
        Assert.All(Whole, part => Assert.Single(Try([.. Whole.Where(other => other != part)])));
        Assert.Single(Try([.. Whole, "Tokens.cs"]));
        Assert.Single(Try([.. Whole, "XNotes.txt"]));
        Assert.Single(Try([.. Whole, "cases/odd/a-text/request.json"]));
        Assert.Single(Try([.. Whole, "internal/XTokens.cs"]));

        static IReadOnlyList<Finding> Try(string[] files) =>
            [.. FolderRules.Channels(files.Select(file => $"connectors/channels/X/{file}"))];
    }

    [Fact]
    public void Every_file_is_of_a_known_kind_in_a_known_room()
    {
        Judge.None(
            FolderRules.UnknownFiles(Repository.Files),
            "Delete it, move it, or add its kind to FolderRules.");

        string[] strange =
        [
            "notes.txt", "attic/Old.cs", "bot/Story.cs.bak", "silo/data/tock.db", "Program.cs",
            "connectors/channels/Slack/cases/inbound/loose.json", "docs/page.docx",
        ];
        Assert.Equal(strange, FolderRules.UnknownFiles(strange).Select(found => found.Path));
        Assert.Empty(FolderRules.UnknownFiles(
        [
            "README.md", "bot/runtime/IBotEngine.cs", "silo/appsettings.json", ".ci/run",
            "connectors/channels/Slack/cases/inbound/a-text/request.json",
        ]));
    }

    [Fact]
    public void The_front_page_is_short()
    {
        Judge.None(
            Pages(path => path == "README.md").SelectMany(page =>
                PageRules.TooLong(page.Path, page.Text, PageRules.FrontPageLinesMax)),
            "Move the detail to docs/.");

        Assert.Single(PageRules.TooLong("README.md", "1\n2\n3\n", max: 2));
        Assert.Empty(PageRules.TooLong("README.md", "1\n2\n", max: 2));
    }

    [Fact]
    public void Every_link_between_pages_leads_somewhere()
    {
        var files = Repository.Files.ToHashSet(StringComparer.Ordinal);
        Judge.None(
            Pages(PageRules.IsPage).SelectMany(page => PageRules.DeadLinks(
                page.Path,
                page.Text,
                path => files.Contains(path) ? Repository.Read(path) : null,
                path => Directory.Exists(Path.Combine(Repository.Root, path)))),
            "Correct the link.");

        Assert.Equal(["gone.md: no such file"], Try("[a](gone.md)"));
        Assert.Equal(["../b.md#ghost: no such heading"], Try("[a](../b.md#ghost)"));
        Assert.Equal(["#ghost: no such heading"], Try("[a](#ghost)"));
        Assert.Empty(Try("[a](../b.md#the-turn) [b](https://example.org) [c](../src) `[d](e)`"));
        Assert.Empty(Try("# One\n[a](#one)\n```\n[b](gone.md)\n```"));

        static IEnumerable<string> Try(string text) => PageRules
            .DeadLinks("docs/a.md", text, ReadOther, IsSource).Select(found => found.What);
        static string? ReadOther(string path) => path == "b.md" ? "## The turn" : null;
        static bool IsSource(string path) => path == "src";
    }

    [Fact]
    public void Every_decision_has_the_same_shape()
    {
        Judge.None(
            Pages(PageRules.IsDecision).SelectMany(page =>
                PageRules.Decision(page.Path, page.Text)),
            "# NNNN. Title, then Status, Context, Decision and Consequences, each `## …`.");

        const string Path = "docs/decisions/0007-one-write.md";
        const string Good =
            "# 0007. One write\n## Status\nA\n## Context\nB\n## Decision\nC\n## Consequences\nD\n";
        Assert.Empty(PageRules.Decision(Path, Good));
        Assert.Single(PageRules.Decision("docs/decisions/one-write.md", Good[7..]), IsUnnamed);
        Assert.Single(PageRules.Decision(Path, Good.Replace("0007", "0008", Ordinal)));
        Assert.Single(PageRules.Decision(Path, Good.Replace("## Context\n", "", Ordinal)));
        Assert.Single(PageRules.Decision(Path, Good + new string('\n', 80) + "E"));

        static bool IsUnnamed(Finding found) =>
            found.What.Contains("NNNN-some-words", StringComparison.Ordinal);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static IEnumerable<(string Path, string Text)> Pages(Func<string, bool> which) =>
        Repository.Files.Where(which).Select(path => (path, Repository.Read(path)));
}
