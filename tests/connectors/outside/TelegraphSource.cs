namespace TockOrleans.Connectors.Tests.Outside;

/// <summary>
/// The sources of a small asynchronous channel with a shared secret, and its cases.
/// </summary>
internal static class TelegraphSource
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="$(Tock)TockOrleans.Connectors.Contract.dll" Private="false" />
            <Reference Include="$(Tock)TockOrleans.Messages.dll" Private="false" />
            <None Include="cases/**" CopyToOutputDirectory="PreserveNewest" />
          </ItemGroup>
        </Project>
        """;

    private const string Code = """
        using System.Net;
        using System.Security.Cryptography;
        using System.Text;
        using TockOrleans.Connectors.Contract;
        using TockOrleans.Messages;

        namespace Telegraph;

        public sealed class TelegraphConnector
            : Connector, IRequestVerifier, IEventParser, IMessageRenderer, IChannelClient
        {
            private static readonly SettingField Secret =
                new("lineSecret", "Line secret", "The secret of the line.")
                { Required = true, Secret = true };

            private static readonly SettingField Api =
                new("apiBaseUrl", "Address", "Where telegrams go.")
                { Kind = SettingKind.Url, Default = "https://telegraph.example/api/" };

            public override ConnectorDescription Description { get; } = new(
                "telegraph", "Telegraph", new Capabilities { TextMax = 200 }, [Secret, Api]);

            public override IRequestVerifier Verifier => this;

            public override IEventParser Parser => this;

            public override IMessageRenderer Renderer => this;

            public override IChannelClient Client => this;

            public override IReadOnlyList<string> HostsOf(EndpointSettings settings) =>
                [new Uri(settings.Text(Api)!).Authority];

            public Verification Verify(
                WebhookRequest request, EndpointSettings settings,
                IReadOnlyDictionary<Uri, string> keys, DateTimeOffset now) =>
                CryptographicOperations.FixedTimeEquals(
                    Encoding.UTF8.GetBytes(request.Header("X-Line-Secret") ?? ""),
                    Encoding.UTF8.GetBytes(settings.Required(Secret)))
                    ? new Verification.Verified()
                    : new Verification.Rejected("wrong line secret");

            public ParseResult Parse(
                WebhookRequest request, EndpointSettings settings,
                Verification.Verified proof, DateTimeOffset now)
            {
                var parts = Encoding.UTF8.GetString(request.Body.Span).Split('|', 3);
                if (parts is not
                    [{ Length: > 0 and <= 256 } user, { Length: > 0 and <= 100 } id, var text])
                    return new ParseResult.Malformed("a telegram is user|id|text");
                var inbound = new InboundEvent(id, now, new TextEvent(text), ReplyAddress: "{}");
                return BoundsCheck.Excess(inbound) is { } excess
                    ? new ParseResult.Malformed(excess)
                    : new ParseResult.Events([new ParsedItem.FromUser(user, null, inbound, false)]);
            }

            public IReadOnlyList<string> Render(BotMessage message, RenderContext context) =>
                message is TextMessage text ? [text.Text/*BREAK*/] : [];

            public async Task<DeliveryOutcome> Send(
                Delivery delivery, HttpClient http, CancellationToken stop)
            {
                try
                {
                    using var content = new StringContent(delivery.Payload);
                    using var answer = await http.PostAsync(
                        new Uri(new Uri(delivery.Settings.Text(Api)!), "send"), content, stop);
                    return answer.StatusCode switch
                    {
                        HttpStatusCode.OK => new DeliveryOutcome.Accepted(
                            await answer.Content.ReadAsStringAsync(stop)),
                        HttpStatusCode.TooManyRequests => new DeliveryOutcome.RetryAfter(
                            answer.Headers.RetryAfter?.Delta),
                        var status => new DeliveryOutcome.Rejected(((int)status).ToString()),
                    };
                }
                catch (OperationCanceledException)
                {
                    return new DeliveryOutcome.Unknown("no answer");
                }
                catch (HttpRequestException)
                {
                    return new DeliveryOutcome.Unknown("connection");
                }
            }
        }
        """;

    public static IReadOnlyDictionary<string, string> Sound { get; } =
        new Dictionary<string, string>
        {
            ["Telegraph.csproj"] = Project,
            ["TelegraphConnector.cs"] = Code,
            ["cases/inbound/hello/body.txt"] = "ada|17|hello",
            ["cases/inbound/hello/request.json"] = """{"headers":{"x-line-secret":"s3"}}""",
            ["cases/inbound/hello/settings.json"] = """{"lineSecret":"s3"}""",
            ["cases/inbound/hello/expected.json"] = """
            {"events":[{"user":"ada","thread":null,"synchronous":false,"inbound":{
              "eventId":"17","at":"2026-01-02T03:04:05+00:00",
              "event":{"kind":"text","text":"hello"},"replyAddress":"{}"}}]}
            """,
            ["cases/inbound/wrong-key/body.txt"] = "ada|17|hello",
            ["cases/inbound/wrong-key/settings.json"] = """{"lineSecret":"s3"}""",
            ["cases/inbound/wrong-key/expected.json"] =
            """{"rejected":{"reason":"wrong line secret","status":401}}""",
            ["cases/outbound/choices/message.json"] =
            """{"kind":"text","text":"Sure?","suggestions":[{"title":"Yes"},{"title":"No"}]}""",
            ["cases/outbound/choices/expected.json"] =
                """{"payloads":["Sure?\n\n1. Yes\n2. No"]}""",
            ["cases/delivery/accepted/delivery.json"] = """{"payload":"STOP"}""",
            ["cases/delivery/accepted/exchange.json"] = """
            {"request":{"url":"https://telegraph.example/api/send","body":"STOP"},
             "response":{"body":"t-1"}}
            """,
            ["cases/delivery/accepted/expected.json"] = """{"accepted":"t-1"}""",
            ["cases/delivery/slow-down/delivery.json"] = """{"payload":"STOP"}""",
            ["cases/delivery/slow-down/exchange.json"] = """
            {"request":{"url":"https://telegraph.example/api/send"},
             "response":{"status":429,"headers":{"Retry-After":"7"}}}
            """,
            ["cases/delivery/slow-down/expected.json"] = """{"retryAfterSeconds":7,"scope":null}""",
            ["cases/delivery/no-answer/delivery.json"] = """{"payload":"STOP"}""",
            ["cases/delivery/no-answer/exchange.json"] = """
            {"request":{"url":"https://telegraph.example/api/send"},"fails":"timeout"}
            """,
            ["cases/delivery/no-answer/expected.json"] = """{"unknown":"no answer"}""",
        };

    /// <summary>It shouts, and takes a limit for a refusal.</summary>
    public static IReadOnlyDictionary<string, string> Broken { get; } =
        new Dictionary<string, string>(Sound)
        {
            ["TelegraphConnector.cs"] = Code
                .Replace("/*BREAK*/", " + \"!\"", StringComparison.Ordinal)
                .Replace("TooManyRequests", "Gone", StringComparison.Ordinal),
        };
}
