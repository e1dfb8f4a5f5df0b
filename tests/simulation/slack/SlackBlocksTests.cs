using System.Text.Json;
using TockOrleans.Simulators.Slack;

namespace TockOrleans.Simulation.Tests;

public sealed class SlackBlocksTests
{
    private const string Text = """{"type":"plain_text","text":"OK"}""";

    [Theory]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":"*Hi*"}}""")]
    [InlineData("""{"type":"divider"}""")]
    [InlineData("""{"type":"header","text":{"type":"plain_text","text":"Hi","emoji":true}}""")]
    [InlineData("""{"type":"image","image_url":"https://example.org/a.png","alt_text":"a"}""")]
    [InlineData("""{"type":"context","elements":[{"type":"mrkdwn","text":"x"}]}""")]
    [InlineData("""{"type":"markdown","text":"# Hi"}""")]
    [InlineData("""{"type":"carousel","elements":[{"type":"card","title":{"type":"mrkdwn","text":"T"}}]}""")]
    [InlineData("""{"type":"actions","elements":[{"type":"static_select","action_id":"s","options":[{"text":{"type":"plain_text","text":"A"},"value":"a"}]}]}""")]
    public void What_Slack_takes_is_taken(string block) => Assert.Empty(Errors($"[{block}]"));

    [Theory]
    [InlineData("""{"type":"section"}""", "must define either `fields` or `text` [json-pointer:/blocks/0]")]
    [InlineData("""{"type":"marquee"}""", "unsupported type: marquee [json-pointer:/blocks/0/type]")]
    [InlineData("""{"text":"x"}""", "missing required field: type [json-pointer:/blocks/0]")]
    [InlineData("""{"type":"divider","text":"x"}""", "invalid additional property: text [json-pointer:/blocks/0]")]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":""}}""", "must be more than 0 characters [json-pointer:/blocks/0/text/text]")]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":"x","emoji":true}}""", "invalid additional property: emoji [json-pointer:/blocks/0/text]")]
    [InlineData("""{"type":"header","text":{"type":"mrkdwn","text":"x"}}""", "must be `plain_text` [json-pointer:/blocks/0/text/type]")]
    [InlineData("""{"type":"image","image_url":"a.png","alt_text":"a"}""", "invalid image url [json-pointer:/blocks/0/image_url]")]
    [InlineData("""{"type":"image","image_url":"https://example.org/a.png"}""", "missing required field: alt_text [json-pointer:/blocks/0]")]
    [InlineData("""{"type":"actions","elements":[]}""", "no less than 1 items allowed [json-pointer:/blocks/0/elements]")]
    [InlineData("""{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"x"},"style":"default"}]}""", "must be one of `primary`, `danger` [json-pointer:/blocks/0/elements/0/style]")]
    [InlineData("""{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"x"},"disabled":true}]}""", "invalid additional property: disabled [json-pointer:/blocks/0/elements/0]")]
    [InlineData("""{"type":"actions","elements":[{"type":"static_select","options":[{"type":"option","text":{"type":"plain_text","text":"A"},"value":"a"}]}]}""", "invalid additional property: type [json-pointer:/blocks/0/elements/0/options/0]")]
    [InlineData("""{"type":"carousel","elements":[{"type":"card"}]}""", "must define at least one of `hero_image`, `title`, `actions` or `body` [json-pointer:/blocks/0/elements/0]")]
    public void What_Slack_refuses_is_refused_with_the_place(string block, string error) =>
        Assert.Equal([error], Errors($"[{block}]"));

    [Theory]
    [InlineData(3_000, "section", """{"type":"section","text":{"type":"mrkdwn","text":"§"}}""")]
    [InlineData(150, "header", """{"type":"header","text":{"type":"plain_text","text":"§"}}""")]
    [InlineData(75, "button text", """{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"§"}}]}""")]
    [InlineData(2_000, "button value", """{"type":"actions","elements":[{"type":"button","value":"§","text":{"type":"plain_text","text":"x"}}]}""")]
    [InlineData(255, "action id", """{"type":"actions","elements":[{"type":"button","action_id":"§","text":{"type":"plain_text","text":"x"}}]}""")]
    [InlineData(255, "block id", """{"type":"divider","block_id":"§"}""")]
    [InlineData(2_000, "alternative text", """{"type":"image","alt_text":"§","image_url":"https://example.org/a.png"}""")]
    [InlineData(150, "option value", """{"type":"section","text":{"type":"mrkdwn","text":"x"},"accessory":{"type":"static_select","options":[{"text":{"type":"plain_text","text":"A"},"value":"§"}]}}""")]
    public void A_text_may_be_as_long_as_Slack_lets_it(int max, string what, string block)
    {
        Assert.Empty(Errors($"[{block.Replace("§", new('x', max), StringComparison.Ordinal)}]"));
        var error = Assert.Single(
            Errors($"[{block.Replace("§", new('x', max + 1), StringComparison.Ordinal)}]"));
        Assert.True(
            error.StartsWith($"must be less than {max + 1} characters", StringComparison.Ordinal),
            $"{what}: {error}");
    }

    [Theory]
    [InlineData(50, "§", """{"type":"divider"}""", "/blocks")]
    [InlineData(25, """{"type":"actions","elements":[§]}""", """{"type":"button","text":{"type":"plain_text","text":"x"}}""", "/blocks/0/elements")]
    [InlineData(10, """{"type":"context","elements":[§]}""", """{"type":"mrkdwn","text":"x"}""", "/blocks/0/elements")]
    [InlineData(10, """{"type":"section","fields":[§]}""", """{"type":"mrkdwn","text":"x"}""", "/blocks/0/fields")]
    [InlineData(10, """{"type":"carousel","elements":[§]}""", """{"type":"card","title":{"type":"plain_text","text":"T"}}""", "/blocks/0/elements")]
    public void There_may_be_as_many_as_Slack_lets_there(
        int max, string outer, string item, string at)
    {
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

    private static IReadOnlyList<string> Errors(string blocks) =>
        SlackBlocks.Errors(JsonSerializer.Deserialize<JsonElement>(blocks));
}
