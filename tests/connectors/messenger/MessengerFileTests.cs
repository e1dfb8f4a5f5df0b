using System.Net;
using System.Text;
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

    private const string OurOwn =
        """
        {"messaging_type":"RESPONSE","message":{"attachment":{"type":"image","payload":{"url":"data:image/png;base64,iVBORw==","is_reusable":true}}}}
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

    [Fact]
    public async Task A_file_of_our_own_is_uploaded_once_for_each_page_and_then_goes_by_its_id()
    {
        page.Answers.Enqueue("""{"attachment_id":"77"}""");
        page.Answers.Enqueue("""{"message_id":"m_1"}""");
        page.Answers.Enqueue("""{"message_id":"m_1"}""");
        page.Answers.Enqueue("""{"attachment_id":"88"}""");
        page.Answers.Enqueue("""{"message_id":"m_1"}""");
        Assert.Equal(Accepted, await Send("1", OurOwn));
        Assert.Equal(Accepted, await Send("1", OurOwn));
        Assert.Equal(Accepted, await Send("2", OurOwn));
        Assert.Equal(
            [
                "89504E47", """{"attachment_id":"77"}""", """{"attachment_id":"77"}""",
                "89504E47", """{"attachment_id":"88"}""",
            ],
            page.Files);
    }

    [Fact]
    public async Task A_file_of_our_own_that_Meta_forgot_after_90_days_is_uploaded_anew()
    {
        page.Answers.Enqueue("""{"attachment_id":"77"}""");
        page.Answers.Enqueue("""{"message_id":"m_1"}""");
        page.Answers.Enqueue("""{"error":{"code":100,"error_subcode":2018074}}""");
        page.Answers.Enqueue("""{"attachment_id":"88"}""");
        page.Answers.Enqueue("""{"message_id":"m_1"}""");
        Assert.Equal(Accepted, await Send("1", OurOwn));
        Assert.Equal(Accepted, await Send("1", OurOwn));
        Assert.Equal(
            [
                "89504E47", """{"attachment_id":"77"}""", """{"attachment_id":"77"}""",
                "89504E47", """{"attachment_id":"88"}""",
            ],
            page.Files);
    }

    [Fact]
    public async Task A_file_of_our_own_whose_message_was_lost_is_not_uploaded_once_more()
    {
        page.Answers.Enqueue("""{"attachment_id":"77"}""");
        Assert.IsType<DeliveryOutcome.Unknown>(await Send("1", OurOwn));
        page.Answers.Enqueue("""{"message_id":"m_1"}""");
        Assert.Equal(Accepted, await Send("1", OurOwn));
        Assert.Equal(
            ["89504E47", """{"attachment_id":"77"}""", """{"attachment_id":"77"}"""], page.Files);
    }

    public void Dispose()
    {
        http.Dispose();
        page.Dispose();
    }

    private Task<DeliveryOutcome> Send(string pageId, string payload = Payload)
    {
        var settings = CaseFolder.Make(
            connector, new Dictionary<string, string?> { ["pageId"] = pageId }, "test");
        return connector.Client.Send(
            new Delivery(settings, null, """{"id":"5"}""", payload, "key-1"),
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
            Files.Add(await File(request.Content!, cancellationToken));
            return Answers.TryDequeue(out var answer)
                ? new HttpResponseMessage(answer.Contains("error", StringComparison.Ordinal)
                    ? HttpStatusCode.BadRequest
                    : HttpStatusCode.OK)
                {
                    Content = new StringContent(answer),
                }
                : throw new HttpRequestException(HttpRequestError.ResponseEnded);
        }

        // What a message says of its file; of an upload its bytes, as another's reader finds them.
        private static async Task<string> File(HttpContent content, CancellationToken stop)
        {
            var type = content.Headers.ContentType!;
            if (type.MediaType != "multipart/form-data")
                return JsonNode.Parse(await content.ReadAsStringAsync(stop))!
                    ["message"]!["attachment"]!["payload"]!.ToJsonString();
            var border = type.Parameters.Single(one => one.Name == "boundary").Value!;
            var form = Encoding.Latin1.GetString(await content.ReadAsByteArrayAsync(stop));
            var part = form.Split($"--{border}")[2];
            return Convert.ToHexString(Encoding.Latin1.GetBytes(
                part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..^2]));
        }
    }
}
