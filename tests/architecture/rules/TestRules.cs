using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TockOrleans.Architecture.Tests;

/// <summary>What a test is called, and that it runs.</summary>
internal static partial class TestRules
{
    public static SourceRule Sentences { get; } = new()
    {
        Name = "the name of a test is a sentence",
        Do = "Say what holds: A_late_receipt_changes_nothing.",
        For = Scopes.Tests,
        Find = file => file.All<MethodDeclarationSyntax>()
            .Where(method => IsTest(method) && !Sentence().IsMatch(method.Identifier.ValueText))
            .Select(method => file.At(method.Identifier, method.Identifier.ValueText)),
        SamplePath = "tests/bot/C.cs",
        Bad = ["class C { [Fact] void Works() { } }", "class C { [Theory] void T_() { } }"],
        Good = ["class C { [Fact] void It_works() { } void Other() { } }"],
    };

    public static SourceRule NotSkipped { get; } = new()
    {
        Name = "no test is skipped",
        Do = "Repair it or take it out.",
        For = Scopes.Tests,
        Find = file => file.All<MethodDeclarationSyntax>().Where(IsTest)
            .SelectMany(method => method.AttributeLists.SelectMany(list => list.Attributes))
            .Where(attribute => attribute.ArgumentList?.Arguments.Any(argument =>
                argument.NameEquals?.Name.Identifier.ValueText == "Skip") == true)
            .Select(attribute => file.At(attribute, attribute.ToString())),
        SamplePath = "tests/bot/C.cs",
        Bad = ["class C { [Fact(Skip = \"flaky\")] void It_works() { } }"],
        Good = ["class C { [Fact(Timeout = 1)] void It_works() { } }"],
    };

    public static IReadOnlyList<SourceRule> All { get; } = [Sentences, NotSkipped];

    private static bool IsTest(MethodDeclarationSyntax method) =>
        method.AttributeLists.Carry("Fact") || method.AttributeLists.Carry("Theory");

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+)+$")]
    private static partial Regex Sentence();
}
