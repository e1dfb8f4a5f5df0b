using System.Text.Json;
using TockOrleans.Cli.Talk;

namespace TockOrleans.Cli.Tests;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData("""[{"kind":"text","text":"a"}]""", """[{"text":"a","kind":"text"}]""")]
    [InlineData("""[{"kind":"text","text":"at {*}"}]""", """[{"kind":"text","text":"at 9"}]""")]
    [InlineData("""[{"n":"{*}"}]""", """[{"n":{"any":["thing"]}}]""")]
    [InlineData("""[{"n":"{*}"}]""", """[{"n":null}]""")]
    [InlineData("[1.0,true,null,{},[]]", "[1,true,null,{},[]]")]
    public void What_means_the_same_is_the_same(string expected, string got) =>
        Assert.Empty(Found(expected, got));

    [Theory]
    [InlineData("""[{"text":"a"}]""", """[{"text":"b"}]""", "messages[0].text: \"a\", \"b\"")]
    [InlineData("""[{"n":1}]""", """[{"n":"1"}]""", "messages[0].n: 1, \"1\"")]
    [InlineData("""[{"n":null}]""", "[{}]", "messages[0].n: null, nothing")]
    [InlineData("""[{"n":"{*}"}]""", "[{}]", "messages[0].n: \"{*}\", nothing")]
    [InlineData("[{}]", """[{"a b":1}]""", "messages[0]['a b']: nothing, 1")]
    [InlineData("[{},2]", "[{}]", "messages[1]: 2, nothing")]
    [InlineData("[]", """[{"kind":"text"}]""", """messages[0]: nothing, {"kind":"text"}""")]
    [InlineData(
        """[{"kind":"text","text":"a"}]""",
        """[{"kind":"card","card":{}}]""",
        """messages[0]: {"kind":"text","text":"a"}, {"kind":"card","card":{}}""")]
    [InlineData("""["a {*} b"]""", """["a b"]""", "messages[0]: \"a {*} b\", \"a b\"")]
    public void A_difference_names_its_path_and_both_values(
        string expected, string got, string found) =>
        Assert.Equal([found], Found(expected, got));

    [Fact]
    public void All_differences_are_told_in_the_order_of_the_plan() => Assert.Equal(
        ["messages[0].b: 2, 3", "messages[0].c: nothing, 4", "messages[1].a: 1, nothing"],
        Found("""[{"a":1,"b":2},{"a":1}]""", """[{"c":4,"b":3,"a":1},{}]"""));

    [Theory]
    [InlineData("messages", "")]
    [InlineData("messages[*].a", "messages[0].x.y: 1, 2|messages[1]['a.b']: 1, 2")]
    [InlineData(
        "messages[0].a", "messages[0].x.y: 1, 2|messages[1].a: 1, 2|messages[1]['a.b']: 1, 2")]
    [InlineData(
        "messages[*].x", "messages[0].a: 1, 2|messages[1].a: 1, 2|messages[1]['a.b']: 1, 2")]
    [InlineData("messages[1].*", "messages[0].a: 1, 2|messages[0].x.y: 1, 2")]
    [InlineData(
        "messages[1]['a.b']", "messages[0].a: 1, 2|messages[0].x.y: 1, 2|messages[1].a: 1, 2")]
    public void What_is_ignored_is_ignored_with_all_below_it(string ignored, string left) =>
        Assert.Equal(left, string.Join('|', Found(
            """[{"a":1,"x":{"y":1}},{"a":1,"a.b":1}]""",
            """[{"a":2,"x":{"y":2}},{"a":2,"a.b":2}]""",
            ignored)));

    [Theory]
    [InlineData("text")]
    [InlineData("$.messages[0]")]
    [InlineData("messages[0")]
    [InlineData("messages[x]")]
    [InlineData("messages..text")]
    [InlineData("messages[*].a b")]
    [InlineData("")]
    public void A_path_that_could_never_be_met_is_refused(string path) =>
        Assert.Throws<FormatException>(() => new Comparison([path]));

    [Theory]
    [InlineData("""["at {*}","b"]""", """["at 9","c"]""", """["at {*}","c"]""")]
    [InlineData("""[{"a":"{*}","b":1}]""", """[{"c":2,"a":3}]""", """[{"a":"{*}","c":2}]""")]
    [InlineData("""["{*}"]""", "[1,2]", """["{*}",2]""")]
    [InlineData("[1,2,3]", "[1]", "[1]")]
    [InlineData("[{}]", "[[]]", "[[]]")]
    [InlineData("""[{"ignored":1,"b":1}]""", """[{"ignored":2,"b":2}]""",
        """[{"ignored":1,"b":2}]""")]
    [InlineData("""[{"ignored":1,"b":1}]""", """[{"b":2}]""", """[{"ignored":1,"b":2}]""")]
    [InlineData("""[{"b":1}]""", """[{"ignored":2,"b":1}]""", """[{"b":1}]""")]
    public void An_update_keeps_masks_that_fit_and_what_is_ignored(
        string expected, string got, string merged)
    {
        var comparison = new Comparison(["messages[*].ignored"]);
        var made = JsonText.Write(
            writer => comparison.Merge(
                writer, "messages", Plans.Json(expected), Plans.Json(got)),
            indented: false);
        Assert.Equal(merged, made);
        Assert.Empty(comparison.Differences("messages", Plans.Json(made), Plans.Json(got)));
    }

    [Fact]
    public void Of_long_values_the_part_that_differs_is_shown()
    {
        var same = new string('x', 1_000);
        var long1 = JsonSerializer.SerializeToElement($"{same}left{same}");
        var long2 = JsonSerializer.SerializeToElement($"{same}right{same}");
        var (expected, got) = new Difference("messages[0]", long1, long2).Shown();
        Assert.Contains("xleftx", expected, StringComparison.Ordinal);
        Assert.Contains("xrightx", got, StringComparison.Ordinal);
        Assert.InRange(expected.Length, 100, 250);
        Assert.Equal(('…', '…'), (expected[0], expected[^1]));
    }

    private static string[] Found(string expected, string got, params string[] ignored) =>
    [
        .. new Comparison(ignored)
            .Differences("messages", Plans.Json(expected), Plans.Json(got))
            .Select(one => $"{one.Path}: {one.Shown().Expected}, {one.Shown().Got}"),
    ];
}
