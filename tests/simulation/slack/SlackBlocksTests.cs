using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.Simulation.Tests;

public sealed class SlackBlocksTests
{
    private const string Text = """{"type":"plain_text","text":"OK"}""";

    public static TheoryData<string> Taken => Rows.Of1(
        """
        {"type":"section","text":{"type":"mrkdwn","text":"*Hi*"}}
        {"type":"divider"}
        {"type":"header","text":{"type":"plain_text","text":"Hi","emoji":true}}
        {"type":"image","image_url":"https://example.org/a.png","alt_text":"a"}
        {"type":"context","elements":[{"type":"mrkdwn","text":"x"}]}
        {"type":"markdown","text":"# Hi"}
        {"type":"carousel","elements":[{"type":"card","title":{"type":"mrkdwn","text":"T"}}]}
        {"type":"actions","elements":[{"type":"static_select","action_id":"s","options":[{"text":{"type":"plain_text","text":"A"},"value":"a"}]}]}
        """);

    public static TheoryData<string, string> Refused => Rows.Of2(
        """
        {"type":"section"} | must define either `fields` or `text` [json-pointer:/blocks/0]
        {"type":"marquee"} | unsupported type: marquee [json-pointer:/blocks/0/type]
        {"text":"x"} | missing required field: type [json-pointer:/blocks/0]
        {"type":"divider","text":"x"} | invalid additional property: text [json-pointer:/blocks/0]
        {"type":"section","text":{"type":"mrkdwn","text":""}} | must be more than 0 characters [json-pointer:/blocks/0/text/text]
        {"type":"section","text":{"type":"mrkdwn","text":"x","emoji":true}} | invalid additional property: emoji [json-pointer:/blocks/0/text]
        {"type":"header","text":{"type":"mrkdwn","text":"x"}} | must be `plain_text` [json-pointer:/blocks/0/text/type]
        {"type":"image","image_url":"a.png","alt_text":"a"} | invalid image url [json-pointer:/blocks/0/image_url]
        {"type":"image","image_url":"https://example.org/a.png"} | missing required field: alt_text [json-pointer:/blocks/0]
        {"type":"actions","elements":[]} | no less than 1 items allowed [json-pointer:/blocks/0/elements]
        {"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"x"},"style":"default"}]} | must be one of `primary`, `danger` [json-pointer:/blocks/0/elements/0/style]
        {"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"x"},"disabled":true}]} | invalid additional property: disabled [json-pointer:/blocks/0/elements/0]
        {"type":"actions","elements":[{"type":"static_select","options":[{"type":"option","text":{"type":"plain_text","text":"A"},"value":"a"}]}]} | invalid additional property: type [json-pointer:/blocks/0/elements/0/options/0]
        {"type":"carousel","elements":[{"type":"card"}]} | must define at least one of `hero_image`, `title`, `actions` or `body` [json-pointer:/blocks/0/elements/0]
        """);

    public static TheoryData<string, string, string> Lengths => Rows.Of3(
        """
        3000 | section | {"type":"section","text":{"type":"mrkdwn","text":"§"}}
        150 | header | {"type":"header","text":{"type":"plain_text","text":"§"}}
        75 | button text | {"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"§"}}]}
        2000 | button value | {"type":"actions","elements":[{"type":"button","value":"§","text":{"type":"plain_text","text":"x"}}]}
        255 | action id | {"type":"actions","elements":[{"type":"button","action_id":"§","text":{"type":"plain_text","text":"x"}}]}
        255 | block id | {"type":"divider","block_id":"§"}
        2000 | alternative text | {"type":"image","alt_text":"§","image_url":"https://example.org/a.png"}
        150 | option value | {"type":"section","text":{"type":"mrkdwn","text":"x"},"accessory":{"type":"static_select","options":[{"text":{"type":"plain_text","text":"A"},"value":"§"}]}}
        """);

    public static TheoryData<string, string, string, string> Counts => Rows.Of4(
        """
        50 | § | {"type":"divider"} | /blocks
        25 | {"type":"actions","elements":[§]} | {"type":"button","text":{"type":"plain_text","text":"x"}} | /blocks/0/elements
        10 | {"type":"context","elements":[§]} | {"type":"mrkdwn","text":"x"} | /blocks/0/elements
        10 | {"type":"section","fields":[§]} | {"type":"mrkdwn","text":"x"} | /blocks/0/fields
        10 | {"type":"carousel","elements":[§]} | {"type":"card","title":{"type":"plain_text","text":"T"}} | /blocks/0/elements
        """);

    [Theory]
    [MemberData(nameof(Taken))]
    public void What_Slack_takes_is_taken(string block) => Assert.Empty(Errors($"[{block}]"));

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_Slack_refuses_is_refused_with_the_place(string block, string error) =>
        Assert.Equal([error], Errors($"[{block}]"));

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_text_may_be_as_long_as_Slack_lets_it(string most, string what, string block)
    {
        var max = int.Parse(most, CultureInfo.InvariantCulture);
        Assert.Empty(Errors($"[{block.Replace("§", new('x', max), StringComparison.Ordinal)}]"));
        var error = Assert.Single(
            Errors($"[{block.Replace("§", new('x', max + 1), StringComparison.Ordinal)}]"));
        Assert.True(
            error.StartsWith($"must be less than {max + 1} characters", StringComparison.Ordinal),
            $"{what}: {error}");
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void There_may_be_as_many_as_Slack_lets_there(
        string most, string outer, string item, string at)
    {
        var max = int.Parse(most, CultureInfo.InvariantCulture);
        Assert.Empty(Errors($"[{Repeat(max)}]"));
        Assert.Equal(
            [$"no more than {max} items allowed [json-pointer:{at}]"],
            Errors($"[{Repeat(max + 1)}]"));

        string Repeat(int count) => outer.Replace(
            "§", string.Join(',', Enumerable.Repeat(item, count)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_comes_only_once()
    {
        const string Button = $$"""{"type":"button","action_id":"a","text":{{Text}}}""";

        Assert.Equal(
            ["`block_id` b already exists [json-pointer:/blocks/1]"],
            Errors("""[{"type":"divider","block_id":"b"},{"type":"divider","block_id":"b"}]"""));
        Assert.Equal(
            ["`action_id` a already exists [json-pointer:/blocks/0/elements/1]"],
            Errors($$"""[{"type":"actions","elements":[{{Button}},{{Button}}]}]"""));
    }

    [Fact]
    public void What_has_an_odd_shape_is_refused_and_breaks_nothing()
    {
        const string Good =
            """
            [{"type":"section","block_id":"b","text":{"type":"mrkdwn","text":"x"},"fields":[{"type":"mrkdwn","text":"x"}],
              "accessory":{"type":"static_select","action_id":"s","option_groups":[{"label":{"type":"plain_text","text":"G"},"options":[{"text":{"type":"plain_text","text":"A"},"value":"a"}]}]}},
             {"type":"actions","elements":[{"type":"button","value":"v","text":{"type":"plain_text","text":"x"},"confirm":{"title":{"type":"plain_text","text":"x"},"text":{"type":"mrkdwn","text":"x"},"confirm":{"type":"plain_text","text":"x"},"deny":{"type":"plain_text","text":"x"}}}]},
             {"type":"context","elements":[{"type":"image","image_url":"https://example.org/a.png","alt_text":"a"}]},
             {"type":"carousel","elements":[{"type":"card","title":{"type":"plain_text","text":"T"},"hero_image":{"image_url":"https://example.org/a.png","alt_text":"a"}}]},
             {"type":"input","label":{"type":"plain_text","text":"L"},"element":{"type":"plain_text_input"}}]
            """;
        Assert.Empty(Errors(Good));
        var count = Nodes(JsonNode.Parse(Good)!).Count;

        for (var at = 0; at < count; at++)
            foreach (var odd in new[] { "null", "7", "[]", "[1]", "{}", "true" })
            {
                var blocks = JsonNode.Parse(Good)!;
                var node = Nodes(blocks)[at];
                var path = node.GetPath();
                node.ReplaceWith(JsonNode.Parse(odd));
                Assert.True(Errors(blocks.ToJsonString()).Count > 0, $"{path}: {odd}");
            }
    }

    private static List<JsonNode> Nodes(JsonNode node) =>
    [
        .. (node switch
        {
            JsonObject one => one.Select(member => member.Value!),
            JsonArray list => list.Select(item => item!),
            _ => [],
        }).SelectMany(child => Nodes(child).Prepend(child)),
    ];

    private static IReadOnlyList<string> Errors(string blocks) =>
        SlackBlocks.Errors(JsonSerializer.Deserialize<JsonElement>(blocks));
}
