using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TockOrleans.Architecture.Tests;

/// <summary>Nothing is left unfinished, hushed up, blocking or loosely logged.</summary>
internal static partial class CareRules
{
    private static readonly string[] LogMethods =
    [
        "LogTrace", "LogDebug", "LogInformation", "LogWarning", "LogError", "LogCritical",
        "BeginScope",
    ];

    public static SourceRule Reasons { get; } = new()
    {
        Name = "what is suppressed has its reason beside it",
        Do = "Write why: `#pragma warning disable X // why`, or Justification = \"why\".",
        For = Scopes.Code,
        Find = file => file.Root.DescendantTrivia()
            .Where(trivia => trivia.IsKind(SyntaxKind.PragmaWarningDirectiveTrivia))
            .Where(trivia => trivia.GetStructure() is PragmaWarningDirectiveTriviaSyntax pragma
                && pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword)
                && !HasComment(file, trivia))
            .Select(trivia => file.At(trivia, trivia.ToString().Trim()))
            .Concat(file.All<AttributeSyntax>()
                .Where(IsUnjustified)
                .Select(attribute => file.At(attribute, attribute.Name.ToString()))),
        SamplePath = "bot/C.cs",
        Bad =
        [
            "#pragma warning disable CA1000\nclass C;",
            "/// <summary>x</summary>\n#pragma warning disable CA1000\nclass C;",
            "[SuppressMessage(\"a\", \"b\")] class C;",
            "[SuppressMessage(\"a\", \"b\", Justification = \"\")] class C;",
        ],
        Good =
        [
            "#pragma warning disable CA1000 // the vendor's name\nclass C;",
            "// The vendor's name.\n#pragma warning disable CA1000\nclass C;",
            "#pragma warning restore CA1000\nclass C;",
            "[SuppressMessage(\"a\", \"b\", Justification = \"the vendor's name\")] class C;",
        ],
    };

    public static SourceRule Finished { get; } = new()
    {
        Name = "nothing is left for later",
        Do = "Finish it, or take it out.",
        For = Scopes.Code,
        Find = file => file.Root.DescendantTrivia()
            .Where(trivia => Later().IsMatch(trivia.ToFullString()))
            .Select(trivia => file.At(trivia, Later().Match(trivia.ToFullString()).Value))
            .Concat(file.All<SimpleNameSyntax>()
                .Where(name => name.Identifier.ValueText == "NotImplementedException")
                .Select(name => file.At(name, name.ToString()))),
        SamplePath = "bot/C.cs",
        Bad =
        [
            "// TODO: more\nclass C;",
            "/* a HACK */ class C;",
            "/// <summary>FIXME soon</summary>\nclass C;",
            "class C { int M() => throw new NotImplementedException(); }",
        ],
        Good = ["// To do this is no hack.\nclass C { string M() => \"TODO\"; }"],
    };

    public static SourceRule Waits { get; } = new()
    {
        Name = "the product never blocks a thread on a task",
        Do = "Await it; where that cannot be, list the file here with its reason.",
        For = Scopes.Product,
        Find = file => file.All<MemberAccessExpressionSyntax>()
            .Where(access => Blocks(access))
            .Select(access => file.At(access.Name, access.ToString())),
        SamplePath = "grains/C.cs",
        Bad =
        [
            "class C { int M(Task<int> t) => t.Result; }",
            "class C { void M(Task t) => t.Wait(); }",
            "class C { void M(Task t) => t.GetAwaiter().GetResult(); }",
            "class C { void M(Task t) => Task.WaitAll(t); }",
        ],
        Good =
        [
            "class C { Task M(Task t) => t.WaitAsync(span); }",
            "class C { int Result { get; } int M(CommitResult.Unknown result) => 1; }",
        ],
    };

    public static SourceRule Logs { get; } = new()
    {
        Name = "the product logs through [LoggerMessage] only",
        Do = "Write a partial method with [LoggerMessage].",
        For = Scopes.Product,
        Find = file => file.All<InvocationExpressionSyntax>()
            .Where(call => call.Expression is MemberAccessExpressionSyntax access
                && (LogMethods.Contains(access.Name.Identifier.ValueText)
                    || (access.Name.Identifier.ValueText == "Log"
                        && call.ArgumentList.Arguments is [var level, ..]
                        && level.ToString().StartsWith("LogLevel.", StringComparison.Ordinal))))
            .Select(call => file.At(call, call.Expression.ToString())),
        SamplePath = "grains/C.cs",
        Bad =
        [
            "class C { void M(ILogger log) => log.LogInformation(\"x\"); }",
            "class C { void M(ILogger log) => log.Log(LogLevel.Error, \"x\"); }",
        ],
        Good =
        [
            "class C { [LoggerMessage(1, LogLevel.Error, \"x\")] partial void LogX(); }",
            "class C { double M() => Math.Log(2); }",
        ],
    };

    public static IReadOnlyList<SourceRule> All { get; } = [Reasons, Finished, Waits, Logs];

    private static bool HasComment(SourceFile file, SyntaxTrivia pragma)
    {
        var line = file.Text.Lines.GetLineFromPosition(pragma.SpanStart);
        var above = line.LineNumber == 0
            ? ""
            : file.Text.Lines[line.LineNumber - 1].ToString().TrimStart();
        return line.ToString().Contains("//", StringComparison.Ordinal)
            || (above.StartsWith("//", StringComparison.Ordinal)
                && !above.StartsWith("///", StringComparison.Ordinal));
    }

    private static bool IsUnjustified(AttributeSyntax attribute) =>
        Syntax.LastName(attribute.Name)
            is "SuppressMessage" or "SuppressMessageAttribute" or "UnconditionalSuppressMessage"
        && attribute.ArgumentList?.Arguments.Any(argument =>
            argument.NameEquals?.Name.Identifier.ValueText == "Justification"
            && argument.Expression.ToString().Trim('"').Trim().Length > 0) != true;

    private static bool Blocks(MemberAccessExpressionSyntax access)
    {
        var isCalled = access.Parent is InvocationExpressionSyntax;
        return access.Name.Identifier.ValueText switch
        {
            "Result" => !isCalled && access.Expression is not (ThisExpressionSyntax
                or PredefinedTypeSyntax),
            "Wait" or "WaitAll" or "WaitAny" => isCalled,
            "GetResult" => isCalled && access.Expression.ToString()
                .EndsWith("GetAwaiter()", StringComparison.Ordinal),
            _ => false,
        };
    }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Later();
}
