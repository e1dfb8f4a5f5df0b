using TockOrleans.Connectors.Contract;
using TockOrleans.Connectors.Loopback;
using TockOrleans.Connectors.Tests.Conformance;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Tests.Reference;

public sealed class LoopbackSwitchTests
{
    private static readonly LoopbackConnector Connector = new();

    [Fact]
    public void Told_nothing_it_can_do_what_its_description_says()
    {
        var can = Can([]);
        Assert.Equal(
            [MediaKind.Image, MediaKind.Audio, MediaKind.Video, MediaKind.File, MediaKind.Sticker],
            can.Media);
        Assert.Equal(can.Media, Connector.Description.Capabilities.Media);
        Assert.Equal(
            Connector.Description.Capabilities with { Media = [] }, can with { Media = [] });
        Assert.Equal(
            new Capabilities
            {
                AckDeadline = TimeSpan.FromSeconds(3),
                TextMax = 4_000,
                LabelMax = 2_000,
                SuggestionsMax = 10,
                ButtonsMax = 10,
                Cards = true,
                CarouselMax = 10,
                InlineFiles = true,
                Footnotes = true,
                LocationRequest = true,
                Metadata = true,
                Typing = true,
                Threads = true,
                Receipts = true,
                Proactive = true,
                IdempotencyKeyValidity = TimeSpan.FromDays(1),
                RedeliveryHorizon = TimeSpan.FromDays(1),
                Media = [],
            },
            can with { Media = [] });
    }

    [Fact]
    public void Everything_can_be_switched()
    {
        var can = Can(new()
        {
            ["idempotencyKey"] = "false",
            ["textMax"] = "100",
            ["labelMax"] = "20",
            ["suggestionsMax"] = "0",
            ["buttonsMax"] = "3",
            ["cards"] = "false",
            ["carouselMax"] = "0",
            ["media"] = "none",
            ["inlineFiles"] = "false",
            ["footnotes"] = "false",
            ["locationRequest"] = "false",
            ["metadata"] = "false",
            ["typing"] = "false",
            ["voice"] = "true",
            ["threads"] = "false",
            ["receipts"] = "false",
            ["proactive"] = "false",
            ["windowSeconds"] = "90",
            ["ackSeconds"] = "1",
            ["redeliverySeconds"] = "7200",
        });
        Assert.Empty(can.Media);
        Assert.Equal(
            new Capabilities
            {
                AckDeadline = TimeSpan.FromSeconds(1),
                TextMax = 100,
                LabelMax = 20,
                ButtonsMax = 3,
                Voice = true,
                ProactiveWindow = TimeSpan.FromSeconds(90),
                RedeliveryHorizon = TimeSpan.FromHours(2),
                Media = [],
            },
            can with { Media = [] });
    }

    [Fact]
    public void A_key_is_remembered_as_long_as_it_was_told() => Assert.Equal(
        TimeSpan.FromSeconds(30),
        Can(new() { ["idempotencyValiditySeconds"] = "30" }).IdempotencyKeyValidity);

    [Theory]
    [InlineData("https://loop.example/api/", "loop.example")]
    [InlineData("https://Loop.Example/api", "loop.example")]
    [InlineData("https://loop.example:443/", "loop.example")]
    [InlineData("http://localhost:5090/api/", "localhost:5090")]
    [InlineData("http://user:word@localhost:5090", "localhost:5090")]
    public void It_calls_the_host_of_its_API_alone(string api, string host) => Assert.Equal(
        [host], Connector.HostsOf(Settings(new() { ["apiBaseUrl"] = api })));

    [Fact]
    public void The_costs_of_the_endpoint_alone_are_made_once()
    {
        var settings = Settings(new() { ["permitsPerSecond"] = "50", ["burst"] = "5" });
        var one = Connector.Client.Costs(To("u1", settings));
        Assert.Equal(
            [new RateCost(new RateLimit("app", 50, TimeSpan.FromSeconds(1), 5), "")], one);
        Assert.Same(one, Connector.Client.Costs(To("u2", settings)));
    }

    private static Delivery To(string user, EndpointSettings settings) => new(
        settings, null, $$"""{"to":"{{user}}","thread":null}""", "{}", "key-1");

    private static Capabilities Can(Dictionary<string, string?> given) =>
        Connector.CapabilitiesOf(Settings(given));

    private static EndpointSettings Settings(Dictionary<string, string?> given) =>
        CaseFolder.Make(Connector, given, "loopback");
}
