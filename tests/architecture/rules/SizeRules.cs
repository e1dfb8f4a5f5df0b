using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TockOrleans.Architecture.Tests;

/// <summary>What fits on a screen can be read.</summary>
internal static partial class SizeRules
{
    private const int FileLinesMax = 300;
    private const int MethodLinesMax = 50;
    private const int ColumnsMax = 100;

    public static SourceRule Files { get; } = new()
    {
        Name = $"a file has at most {FileLinesMax} lines",
        Do = "Split it along its responsibilities.",
        For = Scopes.Code,
        Find = file => Lines(file) is var lines and > FileLinesMax
            ? [new(file.Path, lines, $"{lines} lines")]
            : [],
        SamplePath = "bot/Long.cs",
        Bad = [Repeat("// x\n", FileLinesMax + 1)],
        Good = [Repeat("// x\n", FileLinesMax)],
    };

    public static SourceRule Methods { get; } = new()
    {
        Name = $"a method has at most {MethodLinesMax} lines",
        Do = "Take out the parts that have a name of their own.",
        For = Scopes.Code,
        Find = file => Bodies(file)
            .Where(body => body.Lines > MethodLinesMax)
            .Select(body => new Finding(file.Path, body.Line, $"{body.Lines} lines")),
        SamplePath = "bot/Long.cs",
        Bad =
        [
            $"class C {{ void M()\n{{\n{Repeat("x();\n", MethodLinesMax - 2)}}} }}",
            $"class C {{ C()\n{{\n{Repeat("x();\n", MethodLinesMax - 2)}}} }}",
            $"class C {{ int P {{ get\n{{\n{Repeat("x();\n", MethodLinesMax - 2)}}} }} }}",
            Repeat("x();\n", MethodLinesMax + 1),
        ],
        Good =
        [
            $"class C {{ /// <summary>x</summary>\n[A]\nvoid M()\n{{\n"
                + $"{Repeat("x();\n", MethodLinesMax - 3)}}} }}",
            $"{Repeat("x();\n", MethodLinesMax - 1)}\n\nvoid F()\n{{\ny();\n}}",
        ],
    };

    public static SourceRule Columns { get; } = new()
    {
        Name = $"a line has at most {ColumnsMax} columns",
        Do = "Break it; only an address, and test data in a raw string, may be longer.",
        For = Scopes.Code,
        Find = LongLines,
        SamplePath = "tests/bot/Wide.cs",
        Bad =
        [
            "// " + Repeat("wide ", 20),
            "// " + Repeat("wide ", 20) + "https://example.org",
        ],
        Good =
        [
            "// see https://example.org/" + Repeat("x", ColumnsMax),
            $"var x = \"\"\"\n{Repeat("wide ", 30)}\n\"\"\";",
            $"var x = \"\"\"{Repeat("wide ", 30)}\"\"\";",
        ],
    };

    public static IReadOnlyList<SourceRule> All { get; } = [Files, Methods, Columns];

    private static int Lines(SourceFile file) =>
        file.Text.Lines.Count - (file.Text.Lines[^1].Span.IsEmpty ? 1 : 0);

    private static IEnumerable<(int Line, int Lines)> Bodies(SourceFile file)
    {
        foreach (var node in file.Root.DescendantNodes())
        {
            if (node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax
                or AccessorDeclarationSyntax { Body: not null })
            {
                var first = node.ChildNodesAndTokens().First(part => !IsAttributes(part));
                yield return (file.LineOf(first.SpanStart), LinesOf(file, first.SpanStart, node));
            }
        }
        var program = file.Root.Members.OfType<GlobalStatementSyntax>()
            .Where(statement => statement.Statement is not LocalFunctionStatementSyntax)
            .ToArray();
        if (program.Length > 0)
        {
            yield return (
                file.LineOf(program[0].SpanStart),
                program.Sum(statement => LinesOf(file, statement.SpanStart, statement)));
        }
    }

    private static bool IsAttributes(SyntaxNodeOrToken part) =>
        part.IsKind(SyntaxKind.AttributeList);

    private static int LinesOf(SourceFile file, int start, SyntaxNode node) =>
        file.LineOf(node.Span.End) - file.LineOf(start) + 1;

    private static IEnumerable<Finding> LongLines(SourceFile file)
    {
        var data = file.Path.StartsWith("tests/", StringComparison.Ordinal)
            ? file.All<ExpressionSyntax>().Where(IsRawText).Select(text => text.Span).ToArray()
            : [];
        foreach (var line in file.Text.Lines)
        {
            var text = line.ToString();
            if (text.Length > ColumnsMax
                && !EndsInAddress(text)
                && !data.Any(span => span.IntersectsWith(line.Span)))
            {
                yield return new(file.Path, line.LineNumber + 1, $"{text.Length} columns");
            }
        }
    }

    private static bool IsRawText(ExpressionSyntax node) => node switch
    {
        LiteralExpressionSyntax literal => literal.Token.Kind()
            is SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.Utf8MultiLineRawStringLiteralToken
            or SyntaxKind.Utf8SingleLineRawStringLiteralToken,
        InterpolatedStringExpressionSyntax text => text.StringStartToken.Kind()
            is SyntaxKind.InterpolatedMultiLineRawStringStartToken
            or SyntaxKind.InterpolatedSingleLineRawStringStartToken,
        _ => false,
    };

    // The address begins within the bound and only what closes it follows.
    private static bool EndsInAddress(string text) => Address().Matches(text)
        .Any(found => found.Index < ColumnsMax && text.Length - found.Index - found.Length < 5);

    private static string Repeat(string text, int times) =>
        string.Concat(Enumerable.Repeat(text, times));

    [GeneratedRegex("""https?://[^\s"<>)]+""")]
    private static partial Regex Address();
}
