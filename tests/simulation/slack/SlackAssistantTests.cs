using TockOrleans.Simulators.Slack;

namespace TockOrleans.Simulation.Tests;

public sealed class SlackAssistantTests
{
    [Theory]
    [InlineData("setTitle", "\"title\":\"Trains\"")]
    [InlineData("setSuggestedPrompts", "\"prompts\":[{\"title\":\"a\",\"message\":\"b\"}]")]
    public async Task A_thread_of_an_assistant_shows_prompts_and_a_title(
        string method, string argument)
    {
        await using var slack = await SlackCalls.Started(new SlackOptions());
        var whole = await slack.Call(
            $"assistant.threads.{method}",
            $$"""{"channel_id":"C1","thread_ts":"1.000001",{{argument}}}""");
        Assert.True((bool)whole["ok"]!);
        var without = await slack.Call(
            $"assistant.threads.{method}", """{"channel_id":"C1","thread_ts":"1.000001"}""");
        Assert.Equal("invalid_arguments", $"{without["error"]}");
        var nowhere = await slack.Call(
            $"assistant.threads.{method}", $$"""{"channel_id":"C9",{{argument}}}""");
        Assert.Equal("channel_not_found", $"{nowhere["error"]}");
    }
}
