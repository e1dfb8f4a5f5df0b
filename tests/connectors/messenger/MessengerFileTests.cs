using System.Net;
using System.Text.Json.Nodes;
using TockOrleans.Connectors.Contract;
using TockOrleans.Connectors.Messenger;
using TockOrleans.Connectors.Tests.Conformance;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Messenger;

public sealed class MessengerFileTests : IDisposable
{
    private const string Payload =
        """
        {"messaging_type":"RESPONSE","message":{"attachment":{"type":"image","payload":{"url":"https://a.example/1.png","is_reusable":true}}}}
        """;

    private static readonly DeliveryOutcome Accepted = new DeliveryOutcome.Accepted("m_1");

    private readonly MessengerConnector connector = new();
    private readonly Page page = new();
    private readonly HttpClient http;

    public MessengerFileTests() => http = new HttpClient(page);

    [Fact]
    public async Task A_file_goes_by_its_address_once_and_then_by_the_id_Meta_gave_it()
    {
        page.Answers.Enqueue("""{"message_id":"m_1","attachment_id":"77"}""");
        page.Answers.Enqueue("""{"message_id":"m_1"}""");
        Assert.Equal(Accepted, await Send("1"));
        Assert.Equal(Accepted, await Send("1"));
        Assert.Equal(
            ["""{"url":"https://a.example/1.png","is_reusable":true}""", """{"attachment_id":"77"}"""],
            page.Files);
    }

    [Fact]
    public async Task A_file_of_one_page_is_not_one_of_another()
    {
        page.Answers.Enqueue("""{"message_id":"m_1","attachment_id":"77"}""");
        page.Answers.Enqueue("""{"message_id":"m_1","attachment_id":"88"}""");
        Assert.Equal(Accepted, await Send("1"));
        Assert.Equal(Accepted, await Send("2"));
        Assert.All(page.Files, file => Assert.Contains("url", file, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_Meta_does_not_know_any_more_goes_by_its_address_again()
    {
        page.Answers.Enqueue("""{"message_id":"m_1","attachment_id":"77"}""");
        page.Answers.Enqueue("""{"error":{"code":100,"error_subcode":2018074}}""");
        page.Answers.Enqueue("""{"message_id":"m_1","attachment_id":"88"}""");
        page.Answers.Enqueue("""{"message_id":"m_1"}""");
        Assert.Equal(Accepted, await Send("1"));
        Assert.Equal(Accepted, await Send("1"));
        Assert.Equal(Accepted, await Send("1"));
        Assert.Equal(
            [
                """{"url":"https://a.example/1.png","is_reusable":true}""",
                """{"attachment_id":"77"}""",
                """{"url":"https://a.example/1.png","is_reusable":true}""",
                """{"attachment_id":"88"}""",
            ],
            page.Files);
    }

    [Fact]
    public async Task A_file_sent_by_its_id_without_an_answer_is_not_sent_once_more()
    {
        page.Answers.Enqueue("""{"message_id":"m_1","attachment_id":"77"}""");
        Assert.Equal(Accepted, await Send("1"));
        Assert.IsType<DeliveryOutcome.Unknown>(await Send("1"));
        Assert.Equal(2, page.Files.Count);
    }

    public void Dispose()
    {
        http.Dispose();
        page.Dispose();
    }

    private Task<DeliveryOutcome> Send(string pageId)
    {
        var settings = CaseFolder.Make(
            connector, new Dictionary<string, string?> { ["pageId"] = pageId }, "test");
        return connector.Client.Send(
            new Delivery(settings, null, """{"id":"5"}""", Payload, "key-1"),
            http,
            TestContext.Current.CancellationToken);
    }

    private sealed class Page : HttpMessageHandler
    {
        public Queue<string> Answers { get; } = new();

        public List<string> Files { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
            Files.Add(body["message"]!["attachment"]!["payload"]!.ToJsonString());
            return Answers.TryDequeue(out var answer)
                ? new HttpResponseMessage(answer.Contains("error", StringComparison.Ordinal)
                    ? HttpStatusCode.BadRequest
                    : HttpStatusCode.OK)
                {
                    Content = new StringContent(answer),
                }
                : throw new HttpRequestException(HttpRequestError.ResponseEnded);
        }
    }
}
