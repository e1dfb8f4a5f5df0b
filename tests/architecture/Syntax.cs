using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TockOrleans.Architecture.Tests;

/// <summary>The few questions that several rules put to the syntax.</summary>
internal static class Syntax
{
    public static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax named => named.Identifier.ValueText,
        DelegateDeclarationSyntax named => named.Identifier.ValueText,
        _ => "",
    };

    public static bool Has(this SyntaxTokenList modifiers, params SyntaxKind[] kinds) =>
        modifiers.Any(modifier => kinds.Contains(modifier.Kind()));

    public static bool IsPublic(this MemberDeclarationSyntax member) =>
        member.Modifiers.Has(SyntaxKind.PublicKeyword);

    /// <summary>Public, as are all types around it.</summary>
    public static bool IsVisible(this MemberDeclarationSyntax member) =>
        member.IsPublic() && member.Ancestors().OfType<BaseTypeDeclarationSyntax>()
            .All(outer => outer.IsPublic() || outer is InterfaceDeclarationSyntax);

    public static IEnumerable<AttributeSyntax> Named(
        this SyntaxList<AttributeListSyntax> lists, string name) => lists
        .SelectMany(list => list.Attributes)
        .Where(attribute => LastName(attribute.Name) is var last
            && (last == name || last == name + "Attribute"));

    public static bool Carry(this SyntaxList<AttributeListSyntax> lists, string name) =>
        lists.Named(name).Any();

    /// <summary><c>Task.Delay</c> of <c>System.Threading.Tasks.Task.Delay</c>.</summary>
    public static string ShortName(this MemberAccessExpressionSyntax access)
    {
        var left = access.Expression switch
        {
            MemberAccessExpressionSyntax inner => inner.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return $"{left}.{access.Name.Identifier.ValueText}";
    }

    public static string LastName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => name.ToString(),
    };
}
