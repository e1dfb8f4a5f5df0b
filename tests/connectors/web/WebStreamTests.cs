using System.Text;
using TockOrleans.Connectors.Contract;
using TockOrleans.Connectors.Tests.Conformance;
using TockOrleans.Connectors.Web;

namespace TockOrleans.Connectors.Tests.Web;

/// <summary>The frames of a web stream, byte for byte.</summary>
public sealed class WebStreamTests
{
    private readonly IStreamFormat format = new WebConnector().Stream;

    [Fact]
    public void A_sign_of_life_is_what_Tock_sends() =>
        Assert.Equal("event: ping\ndata: 1\n\n", Text(format.Ping));

    [Fact]
    public void A_mark_is_a_sign_of_life_with_an_id() =>
        Assert.Equal("id: 7-12\nevent: ping\ndata: 1\n\n", Text(format.Mark("7-12")));

    [Fact]
    public void A_message_is_an_answer_on_one_line() => Assert.Equal(
        "event: message\nid: 7-12\ndata: {\"responses\":[{\"text\":\"é\\n<b>\"}],"
        + "\"metadata\":{\"INTENT\":\"hi\",\"RESPONSE_ID\":\"r\"}}\n\n",
        Text(format.Frame(
            "{\"text\":\"é\\n<b>\"}",
            new Dictionary<string, string> { ["INTENT"] = "hi" },
            "r",
            "7-12")));

    [Fact]
    public void The_first_part_of_a_message_has_no_id() => Assert.StartsWith(
        "event: message\ndata: {",
        Text(format.Frame("{}", new Dictionary<string, string>(), "r", position: null)),
        StringComparison.Ordinal);

    [Fact]
    public void What_grows_is_marked_and_has_no_id() => Assert.Equal(
        "event: message\ndata: {\"responses\":[{\"a\":1},{\"b\":2}],"
        + "\"metadata\":{\"TOCK_STREAM_RESPONSE\":\"true\",\"RESPONSE_ID\":\"r\"}}\n\n",
        Text(format.Growing(["{\"a\":1}", "{\"b\":2}"], "r")));

    [Fact]
    public void A_streamed_answer_is_all_of_it_and_its_last_message_says_so()
    {
        Assert.Equal(
            "event: message\ndata: {\"responses\":[{\"a\":1}],\"metadata\":{\"INTENT\":\"hi\","
            + "\"RESPONSE_ID\":\"r\"}}\n\n"
            + "event: message\ndata: {\"responses\":[{}],\"metadata\":{\"INTENT\":\"hi\","
            + "\"LAST_ANSWER\":\"true\",\"RESPONSE_ID\":\"r\"}}\n\n",
            Text(Whole("{\"a\":1}", "{}")));
        Assert.Contains("\"responses\":[]", Text(Whole()), StringComparison.Ordinal);
    }

    [Fact]
    public void It_shows_life_before_the_kits_give_it_up() =>
        Assert.InRange(format.PingInterval, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(14));

    private static ReadOnlyMemory<byte> Whole(params string[] payloads)
    {
        var connector = new WebConnector();
        var settings = CaseFolder.Make(connector, [], "test");
        return connector.Answers.Whole(
            ["{\"a\":0}"],
            payloads,
            new Dictionary<string, string> { ["INTENT"] = "hi" },
            new SyncContext(settings) { ResponseId = "r" });
    }

    private static string Text(ReadOnlyMemory<byte> frame) => Encoding.UTF8.GetString(frame.Span);
}
