using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TockOrleans.Architecture.Tests;

/// <summary>How types are named, placed, closed and explained.</summary>
internal static class TypeRules
{
    private const int SummaryWordsMin = 2;

    private static readonly string[] VagueNames = ["Helper", "Manager", "Util"];

    public static SourceRule Namespaces { get; } = new()
    {
        Name = "every file has a file-scoped namespace",
        Do = "Write `namespace X;` without braces.",
        For = Scopes.Code,
        Find = file => file.All<NamespaceDeclarationSyntax>()
            .Select(space => file.At(space, "braces around a namespace"))
            .Concat(file.TopTypes()
                .Where(type => type.Parent is CompilationUnitSyntax)
                .Where(_ => !file.Root.Members.OfType<GlobalStatementSyntax>().Any())
                .Select(type => file.At(type, "no namespace"))),
        SamplePath = "bot/C.cs",
        Bad = ["namespace N { class C; }", "class C;"],
        Good = ["namespace N; class C;", "System.Console.WriteLine(); class C;"],
    };

    public static SourceRule Names { get; } = new()
    {
        Name = "no type is called Helper, Manager or Util",
        Do = "Name it after what it does or is.",
        For = Scopes.Code,
        Find = file => file.All<BaseTypeDeclarationSyntax>()
            .Where(type => VagueNames.Any(name =>
                type.Identifier.ValueText.Contains(name, StringComparison.Ordinal)))
            .Select(type => file.At(type.Identifier, type.Identifier.ValueText)),
        SamplePath = "bot/C.cs",
        Bad = ["class TextHelper;", "record struct SessionManager;", "static class Utils;"],
        Good = ["class Outlet;"],
    };

    public static SourceRule Closed { get; } = new()
    {
        Name = "every class is sealed, abstract or static",
        Do = "Seal it, or list it here with the reason why others derive from it.",
        For = Scopes.Code,
        Find = file => file.All<TypeDeclarationSyntax>()
            .Where(type => type is ClassDeclarationSyntax
                || (type is RecordDeclarationSyntax
                    && !type.IsKind(SyntaxKind.RecordStructDeclaration)))
            .Where(type => !type.Modifiers.Has(
                SyntaxKind.SealedKeyword, SyntaxKind.AbstractKeyword, SyntaxKind.StaticKeyword))
            .Select(type => file.At(type.Identifier, type.Identifier.ValueText)),
        SamplePath = "bot/C.cs",
        Bad = ["public class C;", "public record R;", "public sealed class C { class D; }"],
        Good = ["sealed class C;", "abstract record R;", "record struct S;", "static class T;"],
        Except = new Dictionary<string, string>
        {
            ["tests/hosting/Grains.cs"] = "DispatchProxy makes the class that derives from it",
        },
    };

    public static SourceRule OnePublic { get; } = new()
    {
        Name = "a file has one public type, named as the file",
        Do = "Give every public type a file of its own name.",
        For = Scopes.Code,
        Find = file => file.TopTypes()
            .Where(type => type.IsPublic() && Syntax.NameOf(type) != file.Name)
            .Select(type => file.At(type, $"{Syntax.NameOf(type)} in {file.Name}")),
        SamplePath = "bot/C.Part.cs",
        Bad =
        [
            "public class C; public class D;",
            "namespace N; public enum D;",
            "public delegate void D();",
        ],
        Good = ["public class C<T>; class D; enum E;", "public class C { public class D; }"],
    };

    public static SourceRule OnlyConnectors { get; } = new()
    {
        Name = "of a channel only its connector is public",
        Do = "Make it internal.",
        For = Scopes.Channels,
        Find = file => file.TopTypes()
            .Where(type => type.IsPublic()
                && Syntax.NameOf(type) != $"{file.Path.Split('/')[2]}Connector")
            .Select(type => file.At(type, Syntax.NameOf(type))),
        SamplePath = "connectors/channels/Slack/SlackParser.cs",
        Bad = ["public class SlackParser;", "public class TeamsConnector;"],
        Good = ["class SlackParser;", "public class SlackConnector { public class Part; }"],
    };

    public static SourceRule Explained { get; } = new()
    {
        Name = "every public type has a summary",
        Do = $"Say what it promises in at least {SummaryWordsMin} words.",
        For = Scopes.Product,
        Find = file => file.All<MemberDeclarationSyntax>()
            .Where(type => type is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            // The other parts of a partial type (X.Part.cs) leave it to the first.
            .Where(type => type.IsVisible() && Path.GetFileName(file.Path).Count('.') == 1)
            .Where(type => !IsExplained(type))
            .Select(type => file.At(type, Syntax.NameOf(type))),
        SamplePath = "bot/C.cs",
        Bad =
        [
            "public class C;",
            "/// <summary>placeholder</summary>\npublic class C;",
            "// A comment.\npublic enum C;",
            "/// <summary>A box.</summary>\npublic class C { public record D; }",
        ],
        Good =
        [
            "/// <summary>A box.</summary>\npublic class C;",
            "/// <inheritdoc/>\npublic class C;",
            "class C { public class D; }",
        ],
    };

    public static IReadOnlyList<SourceRule> All { get; } =
        [Namespaces, Names, Closed, OnePublic, OnlyConnectors, Explained];

    private static bool IsExplained(MemberDeclarationSyntax type) => type.GetLeadingTrivia()
        .Select(trivia => trivia.GetStructure())
        .OfType<DocumentationCommentTriviaSyntax>()
        .SelectMany(comment => comment.Content)
        .Any(part => part switch
        {
            XmlEmptyElementSyntax empty => empty.Name.LocalName.ValueText == "inheritdoc",
            XmlElementSyntax element =>
                element.StartTag.Name.LocalName.ValueText == "summary"
                && element.Content.ToString().Replace("///", "", StringComparison.Ordinal)
                    .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length
                    >= SummaryWordsMin,
            _ => false,
        });
}
