using Xunit;

namespace TockOrleans.Architecture.Tests;

/// <summary>Every rule about C# files: the house keeps it, and it can fail.</summary>
public sealed class SourceRules
{
    private static readonly Dictionary<string, SourceRule> Rules = new[]
    {
        SizeRules.All, TypeRules.All, TimeRules.All, CareRules.All, OrleansRules.All,
        TestRules.All,
    }.SelectMany(rules => rules).ToDictionary(rule => rule.Name);

    public static TheoryData<string> Names => new(Rules.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_house_keeps_it(string rule)
    {
        var kept = Rules[rule];
        Judge.None(
            kept.FindIn(Repository.Sources).Where(found => !kept.Except.ContainsKey(found.Path)),
            kept.Do);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_finds_what_breaks_it_and_spares_what_keeps_it(string rule)
    {
        var tried = Rules[rule];
        Assert.True(tried.For(tried.SamplePath));
        Assert.NotEmpty(tried.Bad);
        Assert.All(tried.Bad, sample => Assert.Single(Try(tried, sample)));
        Assert.All(tried.Good, sample => Assert.Empty(Try(tried, sample)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_exceptions_are_still_needed(string rule)
    {
        var broken = Rules[rule].FindIn(Repository.Sources).Select(found => found.Path).ToHashSet();
        Judge.None(
            Rules[rule].Except.Keys.Where(path => !broken.Contains(path))
                .Select(path => new Finding(path, 1, "keeps the rule, or is gone")),
            "Take it off the rule's list of exceptions.");
        Assert.All(Rules[rule].Except.Values, reason => Assert.NotEmpty(reason.Trim()));
    }

    [Fact]
    public void No_two_types_share_an_alias()
    {
        Judge.None(OrleansRules.SharedAliases(Repository.Sources), "Choose another alias.");
        Assert.Single(OrleansRules.SharedAliases(
        [
            new("a/A.cs", "[Alias(\"tock.A\")] class A;"),
            new("a/B.cs", "[Alias(\"tock.B\")] class B { [Alias(\"tock.A\")] void M() { } }"),
            new("b/A.cs", "[Alias(\"tock.A\")] class A;"),
        ]));
    }

    private static IReadOnlyList<Finding> Try(SourceRule rule, string sample) =>
        [.. rule.FindIn([new SourceFile(rule.SamplePath, sample)])];
}
