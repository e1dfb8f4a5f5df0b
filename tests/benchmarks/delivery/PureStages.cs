using System.Net;
using System.Net.Http.Headers;
using TockOrleans.Connectors.Contract;
using TockOrleans.Connectors.Slack;
using TockOrleans.Messages;

namespace TockOrleans.Benchmarks.Delivery;

/// <summary>The connector's own stages, which need no server.</summary>
internal static class PureStages
{
    private const int Times = 100_000;
    private const int Rounds = 5;

    private static readonly SlackConnector Connector = new();
    private static readonly HttpClient Http = new(new Accepting());

    /// <summary>The processor time of each, in microseconds; the medians of the rounds.</summary>
    public static IReadOnlyList<(string Name, double Cost)> Measure()
    {
        var settings = BotEndpoint.Create(
            new EndpointId("app", "echo", "slack"),
            Connector,
            new Dictionary<string, string?>
            {
                ["signingSecret"] = Requests.SigningSecret,
                ["botToken"] = "xoxb-benchmark",
                ["messagesPerMinute"] = "0",
            },
            "",
            out _)!.Settings;
        var now = DateTimeOffset.UtcNow;
        var request = Request();
        var none = new Dictionary<Uri, string>();
        var parsed = (ParseResult.Events)Connector.Parser.Parse(
            request, settings, new Verification.Verified(), now);
        var address = ((ParsedItem.FromUser)parsed.Items[0]).Inbound.ReplyAddress!;
        var message = new TextMessage("turn 1 " + Requests.Text);
        var context = new RenderContext(settings, "2", address);
        var payload = ConnectorRendering.Render(Connector, message, context)[0];
        var delivery = new Connectors.Contract.Delivery(
            settings, null, address, payload, "0123456789abcdef0123456789abcdef");
        return
        [
            ("verify", Cost(() =>
                Connector.Verifier.Verify(request, settings, none, now) is Verification.Verified)),
            ("parse", Cost(() => Connector.Parser.Parse(
                request, settings, new Verification.Verified(), now) is ParseResult.Events)),
            ("render", Cost(() =>
                ConnectorRendering.Render(Connector, message, context).Count == 1)),
            ("build the call, read its answer", Cost(() =>
                Connector.Client.Costs(delivery).Count == 1
                && Connector.Client.Send(delivery, Http, CancellationToken.None).GetAwaiter()
                    .GetResult() is DeliveryOutcome.Accepted)),
        ];
    }

    private static WebhookRequest Request()
    {
        var body = Requests.SlackBody(1);
        var (timestamp, signature) = Requests.Sign(body);
        return new WebhookRequest(
            "1",
            "POST",
            "",
            "",
            new Lazy<Uri>(() => new Uri("http://127.0.0.1/io/app/echo/slack")),
            body,
            name => name switch
            {
                "X-Slack-Request-Timestamp" => timestamp,
                "X-Slack-Signature" => signature,
                _ => null,
            });
    }

    private static double Cost(Func<bool> stage)
    {
        Run(stage);
        return Figures.Median(Enumerable.Range(0, Rounds).Select(_ => Run(stage)), cost => cost);
    }

    private static double Run(Func<bool> stage)
    {
        var begun = Environment.CpuUsage.TotalTime;
        for (var time = 0; time < Times; time++)
            if (!stage())
                throw new InvalidOperationException("a stage failed");
        return (Environment.CpuUsage.TotalTime - begun).TotalMicroseconds / Times;
    }

    /// <summary>Answers at once as Slack does when it has taken a message.</summary>
    private sealed class Accepting : HttpMessageHandler
    {
        private static readonly byte[] Answer =
            """{"ok":true,"channel":"D0BENCH0000001","ts":"1766458029.000001"}"""u8.ToArray();

        private static readonly MediaTypeHeaderValue Json = new("application/json");

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new ByteArrayContent(Answer) { Headers = { ContentType = Json } },
            });
    }
}
