using System.Net;
using System.Text.Json.Nodes;

namespace TockOrleans.Simulation.Tests;

public sealed class SlackErrorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Errors => Rows.Of3(
        """
        chat.postMessage | {"text":"x"} | channel_not_found
        chat.postMessage | {"channel":"C9","text":"x"} | channel_not_found
        chat.postMessage | {"channel":"C1"} | no_text
        chat.postMessage | {"channel":"C1","text":""} | no_text
        chat.postMessage | {"channel":"C1","blocks":"no json"} | invalid_blocks_format
        chat.postMessage | {"channel":"C1","text":"x","thread_ts":"17"} | invalid_thread_ts
        chat.postMessage | {"channel":"C1","te | invalid_json
        chat.postMessage | [1] | json_not_object
        chat.postEphemeral | {"channel":"C1","text":"x","user":"U9"} | user_not_found
        chat.postEphemeral | {"channel":"C1","text":"x","user":"U2"} | user_not_in_channel
        chat.update | {"channel":"C1","ts":"1.000000","text":"x"} | message_not_found
        chat.delete | {"channel":"C1","ts":"1.000000"} | message_not_found
        conversations.open | {"users":"U9"} | user_not_found
        conversations.open | {} | users_list_not_supplied
        conversations.replies | {"channel":"C1","ts":"1.000000"} | thread_not_found
        users.info | {"user":"U9"} | user_not_found
        files.info | {"file":"F9"} | file_not_found
        files.getUploadURLExternal | {"filename":"a"} | invalid_arguments
        files.completeUploadExternal | {"channel_id":"C1"} | invalid_arguments
        files.completeUploadExternal | {"files":[{"id":"F9"}]} | file_not_found
        views.open | {"trigger_id":"1"} | invalid_arguments
        reactions.add | {"channel":"C1","timestamp":"1.000000","name":"x"} | message_not_found
        api.test | {"error":"my_error"} | my_error
        chat.fly | {} | unknown_method
        """);

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task What_cannot_be_is_an_error_with_status_200(
        string method, string body, string code)
    {
        await using var slack = await SlackCalls.Started(new());

        using var answer = await slack.Ask(method, body);
        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(said["ok"]!.GetValue<bool>());
        Assert.Equal(code, $"{said["error"]}");
        Assert.Equal(0, slack.Messages.Count);
    }

    [Fact]
    public async Task Arguments_of_an_odd_kind_break_no_method()
    {
        string[] methods =
        [
            "chat.postMessage", "chat.postEphemeral", "chat.update", "chat.delete",
            "reactions.add", "conversations.open", "conversations.info", "conversations.history",
            "conversations.replies", "users.info", "files.info", "files.getUploadURLExternal",
            "files.completeUploadExternal", "views.open", "views.update", "views.push",
            "assistant.threads.setStatus", "oauth.v2.access", "api.test", "auth.test",
        ];
        string[] names =
        [
            "channel", "text", "blocks", "attachments", "metadata", "thread_ts", "ts", "user",
            "users", "files", "view", "trigger_id", "limit", "cursor", "oldest", "length",
            "channel_id", "markdown_text", "name", "error", "hash", "view_id",
        ];
        await using var slack = await SlackCalls.Started(new());

        foreach (var method in methods)
            foreach (var name in names)
                foreach (var odd in new[] { "null", "7", "[1]", "{}", "\"x\"", "\"\"", "1e99" })
                {
                    var rest = name == "channel" ? "" : "\"channel\":\"C1\",";
                    var body = $$"""{{{rest}}"{{name}}":{{odd}}}""";
                    using var answer = await slack.Ask(method, body);
                    Assert.True(
                        answer.StatusCode == HttpStatusCode.OK, $"{method} {name}={odd}");
                }
    }

    [Fact]
    public async Task Wrong_blocks_are_refused_with_the_place()
    {
        await using var slack = await SlackCalls.Started(new());

        var said = await slack.Call(
            "chat.postMessage", """{"channel":"C1","blocks":[{"type":"section"}]}""");

        const string Error = "must define either `fields` or `text` [json-pointer:/blocks/0]";
        Assert.Equal("invalid_blocks", $"{said["error"]}");
        Assert.Equal(Error, $"{said["errors"]![0]}");
        Assert.Equal($"[ERROR] {Error}", $"{said["response_metadata"]!["messages"]![0]}");
    }
}
