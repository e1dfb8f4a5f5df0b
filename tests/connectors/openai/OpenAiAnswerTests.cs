using System.Text;
using TockOrleans.Connectors.Contract;
using TockOrleans.Connectors.OpenAi;
using TockOrleans.Connectors.Tests.Conformance;

namespace TockOrleans.Connectors.Tests.OpenAi;

/// <summary>The chunks of a streamed answer, byte for byte.</summary>
public sealed class OpenAiAnswerTests
{
    private readonly IAnswerFormat format = new OpenAiConnector().Answers;

    [Fact]
    public void The_first_chunk_says_who_speaks() => Assert.Equal(
        Chunk("""{"role":"assistant","content":"Hé"}"""), Growing([], ["Hé"]));

    [Fact]
    public void The_next_has_what_is_new() => Assert.Equal(
        Chunk("""{"content":" there\n\nand"}"""), Growing(["Hé"], ["Hé there", "and"]));

    [Fact]
    public void Nothing_new_is_no_chunk() => Assert.Equal("", Growing(["Hé"], ["Hé"]));

    [Fact]
    public void Half_a_letter_waits_for_the_other_half()
    {
        Assert.Equal("", Growing(["a"], ["a\ud83d"]));
        Assert.Equal(Chunk("""{"content":"\uD83D\uDE80"}"""), Growing(["a\ud83d"], ["a🚀"]));
    }

    [Fact]
    public void An_answer_that_became_another_one_follows_as_a_paragraph() => Assert.Equal(
        Chunk("""{"content":"\n\nSorry"}"""), Growing(["Well, I"], ["Sorry"]));

    [Fact]
    public void The_end_has_the_rest_why_it_ends_and_the_tokens_where_asked_for() => Assert.Equal(
        Chunk("""{"content":" there"}""", more: ",\"usage\":null")
        + Chunk("{}", "\"stop\"", ""","usage":null,"metadata":{"INTENT":"hi"}""")
        + Frame("""
            "choices":[],"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}
            """)
        + "data: [DONE]\n\n",
        Whole(["Hé"], ["Hé there"], usage: true, ("INTENT", "hi")));

    [Fact]
    public void An_answer_of_nothing_is_one_too() => Assert.Equal(
        Chunk("""{"role":"assistant","content":""}""") + Chunk("{}", "\"stop\"")
        + "data: [DONE]\n\n",
        Whole([], [], usage: false));

    [Fact]
    public void A_sign_of_life_is_a_comment() =>
        Assert.Equal(": \n\n", Encoding.UTF8.GetString(format.Ping.Span));

    private static string Chunk(string delta, string finish = "null", string more = "") => Frame(
        $$"""
        "choices":[{"index":0,"delta":{{delta}},"logprobs":null,"finish_reason":{{finish}}}]{{more}}
        """);

    private static string Frame(string rest) =>
        "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":7,"
        + $"\"model\":\"app/demo\",{rest}}}\n\n";

    private string Growing(string[] shown, string[] payloads) =>
        Encoding.UTF8.GetString(format.Growing(shown, payloads, Context(false)).Span);

    private string Whole(
        string[] shown, string[] payloads, bool usage, params (string Name, string Value)[] data) =>
        Encoding.UTF8.GetString(format.Whole(
            shown,
            payloads,
            data.ToDictionary(one => one.Name, one => one.Value),
            Context(usage)).Span);

    private static SyncContext Context(bool usage) => new(
        CaseFolder.Make(new OpenAiConnector(), [], "test"),
        $$"""{"id":"chatcmpl-1","created":7,"usage":{{(usage ? "true" : "false")}}}""");
}
