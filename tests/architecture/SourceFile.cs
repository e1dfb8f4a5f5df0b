using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace TockOrleans.Architecture.Tests;

/// <summary>A C# file: its path within the repository, its text and its syntax.</summary>
internal sealed class SourceFile
{
    private static readonly CSharpParseOptions Options =
        new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Parse)
            .WithFeatures([new("FileBasedProgram", "true")]);

    public SourceFile(string path, string text)
    {
        Path = path;
        Text = SourceText.From(text);
        Root = CSharpSyntaxTree.ParseText(Text, Options).GetCompilationUnitRoot();
    }

    public string Path { get; }

    public SourceText Text { get; }

    public CompilationUnitSyntax Root { get; }

    /// <summary>The file's name up to its first dot: what its public type is called.</summary>
    public string Name => System.IO.Path.GetFileName(Path).Split('.')[0];

    public IEnumerable<T> All<T>()
        where T : SyntaxNode => Root.DescendantNodes().OfType<T>();

    /// <summary>The types and delegates that stand in no other.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopTypes() => Root
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .OfType<MemberDeclarationSyntax>()
        .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    public int LineOf(int position) => Text.Lines.GetLinePosition(position).Line + 1;

    public Finding At(SyntaxNodeOrToken place, string what) =>
        new(Path, LineOf(place.SpanStart), what);

    public Finding At(SyntaxTrivia place, string what) =>
        new(Path, LineOf(place.SpanStart), what);
}
