using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Conversations.Tests;

/// <summary>The endpoints of the toy channel, each with what one kind of channel can do.</summary>
internal static class ToyEndpoints
{
    private static readonly Capabilities Echoing =
        new() { Proactive = true, EchoWithin = TimeSpan.FromSeconds(10) };

    private static readonly Capabilities Live =
        new() { Reply = ReplyStyle.Synchronous, Proactive = true, Streams = true };

    private static readonly Capabilities Tests = new()
    {
        Reply = ReplyStyle.Synchronous,
        TestUsers = true,
        ButtonsMax = Bounds.PartsMax,
        SuggestionsMax = Bounds.PartsMax,
    };

    public static IEnumerable<BotEndpoint> Of(Conversations talk) =>
    [
        ToyChannel.Endpoint(
            "sync", new Capabilities { Reply = ReplyStyle.Synchronous, Proactive = true }),
        ToyChannel.Endpoint("live", Live),
        ToyChannel.Endpoint("tests", Tests),
        ToyChannel.Endpoint("async", new Capabilities()),
        ToyChannel.Endpoint("push", new Capabilities { Proactive = true }, talk.Channel),
        ToyChannel.Endpoint("narrow", new Capabilities { TextMax = 10 }, talk.Channel),
        ToyChannel.Endpoint("once", new Capabilities(), talk.Channel, atMostOnce: true),
        ToyChannel.Endpoint(
            "window",
            new Capabilities
            {
                Proactive = true,
                ProactiveWindow = TimeSpan.FromHours(24),
                Tags = new Dictionary<string, TimeSpan?>
                {
                    ["PERSON"] = TimeSpan.FromDays(7),
                    ["UTILITY"] = null,
                },
            },
            talk.Channel),
        ToyChannel.Endpoint(
            "first", new Capabilities { Proactive = true }, talk.Channel, address: "x"),
        ToyChannel.Endpoint(
            "told",
            new Capabilities { Proactive = true, Receipts = true },
            talk.Channel,
            address: "x"),
        ToyChannel.Endpoint("echo", Echoing, talk.Channel),
        ToyChannel.Endpoint("echoOnce", Echoing, talk.Channel, atMostOnce: true),
        ToyChannel.Endpoint(
            "keyed",
            new Capabilities { IdempotencyKeyValidity = TimeSpan.FromHours(1) },
            talk.Channel,
            atMostOnce: true),
        ToyChannel.Endpoint(
            "issued", new Capabilities(), talk.Channel, issue: kept => talk.Issue(kept)),
        talk.Tended(),
        ToyChannel.Endpoint(
            "known",
            new Capabilities(),
            talk.Channel,
            profile: () => talk.Profile()),
    ];
}
