using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TockOrleans.Architecture.Tests;

/// <summary>
/// What travels between nodes of different versions is called by names that survive renaming.
/// </summary>
internal static class OrleansRules
{
    public static SourceRule TypesHaveAliases { get; } = new()
    {
        Name = "every type that travels has an alias",
        Do = "Add [Alias(\"tock.…\")] beside [GenerateSerializer].",
        For = Scopes.ProductOrTests,
        Find = file => Travellers(file)
            .Where(type => !type.AttributeLists.Carry("Alias"))
            .Select(type => file.At(type.Identifier, type.Identifier.ValueText)),
        SamplePath = "grain-interfaces/contracts/C.cs",
        Bad = ["[GenerateSerializer] record C;", "[GenerateSerializer] enum E;"],
        Good = ["[GenerateSerializer, Alias(\"a\")] record C;", "record D;"],
    };

    public static SourceRule MembersHaveIds { get; } = new()
    {
        Name = "every member that travels has an id of its own",
        Do = "Add [Id(n)] ([property: Id(n)] on a record's parameter); never reuse a number.",
        For = Scopes.ProductOrTests,
        Find = file => Travellers(file).OfType<TypeDeclarationSyntax>()
            .SelectMany(type => Numbered(file, type)),
        SamplePath = "grain-interfaces/contracts/C.cs",
        Bad =
        [
            "[GenerateSerializer] record C([property: Id(0)] int A, int B);",
            "[GenerateSerializer] record C([property: Id(0)] int A, [property: Id(0)] int B);",
            "[GenerateSerializer] class C { public int A { get; init; } }",
            "[GenerateSerializer] class C { private int a; }",
        ],
        Good =
        [
            "[GenerateSerializer] class C { [Id(0)] int a; [Id(1)] int B { get; set; } }",
            "[GenerateSerializer] class C { static int a; const int B = 1; int D => 2; }",
            "[GenerateSerializer] class C { [NonSerialized] int a; }",
            "class C { int a; }",
        ],
    };

    public static SourceRule GrainsHaveAliases { get; } = new()
    {
        Name = "every grain interface and each of its methods has an alias",
        Do = "Add [Alias(\"…\")], another for each method.",
        For = Scopes.ProductOrTests,
        Find = file => file.All<InterfaceDeclarationSyntax>()
            .Where(IsGrain)
            .SelectMany(grain => grain.Members.Prepend<MemberDeclarationSyntax>(grain))
            .Where(member => member is InterfaceDeclarationSyntax or MethodDeclarationSyntax
                && !member.Modifiers.Has(SyntaxKind.StaticKeyword)
                && !member.AttributeLists.Carry("Alias"))
            .Select(member => file.At(member, member is MethodDeclarationSyntax method
                ? method.Identifier.ValueText
                : Syntax.NameOf(member))),
        SamplePath = "grain-interfaces/contracts/IC.cs",
        Bad =
        [
            "interface IC : IGrainWithStringKey { [Alias(\"a\")] Task A(); }",
            "[Alias(\"c\")] interface IC : IGrainWithStringKey { Task A(); }",
            "[Alias(\"c\")] interface IC : IGrainObserver { Task A(); }",
        ],
        Good =
        [
            "[Alias(\"c\")] interface IC : IGrainWithStringKey { [Alias(\"a\")] Task A(); }",
            "interface IC { Task A(); }",
        ],
    };

    public static IReadOnlyList<SourceRule> All { get; } =
        [TypesHaveAliases, MembersHaveIds, GrainsHaveAliases];

    /// <summary>Aliases of types that stand twice.</summary>
    public static IEnumerable<Finding> SharedAliases(IEnumerable<SourceFile> files) => files
        .SelectMany(file => file.All<BaseTypeDeclarationSyntax>()
            .SelectMany(type => type.AttributeLists.Named("Alias"))
            .Select(alias => (file, alias, name: alias.ArgumentList?.ToString())))
        .GroupBy(found => found.name, StringComparer.Ordinal)
        .SelectMany(same => same.Skip(1))
        .Select(found => found.file.At(found.alias, $"{found.name} stands twice"));

    private static IEnumerable<BaseTypeDeclarationSyntax> Travellers(SourceFile file) => file
        .All<BaseTypeDeclarationSyntax>()
        .Where(type => type.AttributeLists.Carry("GenerateSerializer"));

    private static bool IsGrain(InterfaceDeclarationSyntax type) =>
        type.BaseList?.Types.Any(parent => parent.Type is NameSyntax name
            && Syntax.LastName(name) is var last
            && (last.StartsWith("IGrain", StringComparison.Ordinal)
                || last is "ISystemTarget" or "IAddressable")) == true;

    private static IEnumerable<Finding> Numbered(SourceFile file, TypeDeclarationSyntax type)
    {
        var taken = new HashSet<string>();
        foreach (var (member, attributes, name) in Members(type))
        {
            var id = attributes.Named("Id").FirstOrDefault()?.ArgumentList?.ToString();
            if (id is null)
                yield return file.At(member, $"{type.Identifier.ValueText}.{name} has no id");
            else if (!taken.Add(id))
                yield return file.At(member, $"{type.Identifier.ValueText}.{name}: {id} is taken");
        }
    }

    private static IEnumerable<(SyntaxNode, SyntaxList<AttributeListSyntax>, string)> Members(
        TypeDeclarationSyntax type)
    {
        if (type is RecordDeclarationSyntax { ParameterList.Parameters: var parameters })
        {
            foreach (var parameter in parameters)
                yield return (parameter, parameter.AttributeLists, parameter.Identifier.ValueText);
        }
        foreach (var member in type.Members.Where(IsKept))
        {
            if (member is FieldDeclarationSyntax field)
                yield return (field, field.AttributeLists, field.Declaration.Variables.ToString());
            else if (member is PropertyDeclarationSyntax property && IsAutomatic(property))
                yield return (property, property.AttributeLists, property.Identifier.ValueText);
        }
    }

    private static bool IsKept(MemberDeclarationSyntax member) =>
        !member.Modifiers.Has(SyntaxKind.StaticKeyword, SyntaxKind.ConstKeyword)
        && !member.AttributeLists.Carry("NonSerialized");

    private static bool IsAutomatic(PropertyDeclarationSyntax property) =>
        property.AccessorList?.Accessors.All(accessor =>
            accessor.Body is null && accessor.ExpressionBody is null) == true;
}
