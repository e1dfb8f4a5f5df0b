using System.Text.RegularExpressions;

namespace TockOrleans.Architecture.Tests;

/// <summary>What a page of documentation must keep.</summary>
internal static partial class PageRules
{
    public const int FrontPageLinesMax = 150;
    public const int DecisionLinesMax = 80;

    private static readonly string[] DecisionParts =
        ["## Status", "## Context", "## Decision", "## Consequences"];

    public static bool IsPage(string path) => path.EndsWith(".md", StringComparison.Ordinal)
        && !path.Contains("/cases/", StringComparison.Ordinal);

    public static bool IsDecision(string path) =>
        path.StartsWith("docs/decisions/", StringComparison.Ordinal)
        && Path.GetFileName(path) != "README.md" && IsPage(path);

    /// <summary>Rows of tables do not count: they are data.</summary>
    public static IEnumerable<Finding> TooLong(string path, string text, int max) =>
        text.TrimEnd('\n').Split('\n').Count(line => !line.StartsWith('|')) is var lines
            && lines > max
            ? [new(path, lines, $"{lines} lines, at most {max}")]
            : [];

    /// <summary>
    /// Links within the repository that lead nowhere; where there is no file to read, null is read.
    /// </summary>
    public static IEnumerable<Finding> DeadLinks(
        string path, string text, Func<string, string?> read, Func<string, bool> isFolder)
    {
        foreach (var (line, content) in Prose(text))
        {
            foreach (var target in Link().Matches(content).Select(link => link.Groups[1].Value))
            {
                if (Outside().IsMatch(target))
                    continue;
                var parts = Uri.UnescapeDataString(target).Split('#', 2);
                var file = parts[0].Length == 0 ? path : Resolve(path, parts[0]);
                var page = file == path ? text : read(file);
                if (page is null && !isFolder(file))
                    yield return new(path, line, $"{target}: no such file");
                else if (parts.Length > 1 && page is not null && IsPage(file)
                    && !Anchors(page).Contains(parts[1]))
                    yield return new(path, line, $"{target}: no such heading");
            }
        }
    }

    public static IEnumerable<Finding> Decision(string path, string text)
    {
        var lines = text.Split('\n');
        var number = DecisionFile().Match(Path.GetFileName(path)).Groups[1].Value;
        if (number.Length == 0)
            yield return new(path, 1, "is not called NNNN-some-words.md");
        if (!DecisionTitle().IsMatch(lines[0])
            || !lines[0].StartsWith($"# {number}. ", StringComparison.Ordinal))
            yield return new(path, 1, $"does not begin with `# {number}. Title`");
        var headings = lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal));
        if (!headings.SequenceEqual(DecisionParts))
            yield return new(path, 1, $"its parts are not {string.Join(", ", DecisionParts)}");
        foreach (var finding in TooLong(path, text, DecisionLinesMax))
            yield return finding;
    }

    /// <summary>Lines outside code blocks, without code in them.</summary>
    private static IEnumerable<(int Line, string Content)> Prose(string text)
    {
        var inCode = false;
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var isFence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            inCode ^= isFence;
            if (!inCode && !isFence)
                yield return (index + 1, Code().Replace(line, ""));
        }
    }

    // The names GitHub gives headings.
    private static HashSet<string> Anchors(string page)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (var heading in HeadingLines(page))
        {
            var anchor = NotInAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');
            var numbered = anchor;
            for (var times = 1; !anchors.Add(numbered); times++)
                numbered = $"{anchor}-{times}";
        }
        return anchors;
    }

    private static IEnumerable<string> HeadingLines(string page)
    {
        var inCode = false;
        foreach (var line in page.Split('\n'))
        {
            inCode ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (!inCode && Heading().Match(line) is { Success: true } heading)
                yield return heading.Groups[1].Value.Trim();
        }
    }

    private static string Resolve(string page, string target) => Path.GetRelativePath(
        "/", Path.GetFullPath(Path.Combine("/", Path.GetDirectoryName(page) ?? "", target)));

    [GeneratedRegex(@"\]\(<?([^)\s>]+)>?(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^([a-z][a-z0-9+.-]*:|//)", RegexOptions.IgnoreCase)]
    private static partial Regex Outside();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^#{1,6}\s+(.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"^# \d{4}\. \S")]
    private static partial Regex DecisionTitle();

    [GeneratedRegex(@"^(\d{4})-[a-z0-9-]+\.md$")]
    private static partial Regex DecisionFile();
}
