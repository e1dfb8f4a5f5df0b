using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Conversations.Tests;

/// <summary>A channel of which sessions need to know only how it takes replies.</summary>
public sealed class ToyChannel(string type, ReplyStyle reply) : Connector
{
    public override ConnectorDescription Description { get; } =
        new(type, type, new Capabilities { Reply = reply }, []);

    public override IRequestVerifier Verifier => throw new InvalidOperationException("not used");

    public override IEventParser Parser => throw new InvalidOperationException("not used");

    public override IMessageRenderer Renderer => throw new InvalidOperationException("not used");

    public static BotEndpoint Endpoint(string id, ReplyStyle reply)
    {
        var name = new EndpointId("app", "scripted", id);
        var settings = EndpointSettings.Create(
            name, [], new Dictionary<string, string?>(), "test", out _)!;
        return new BotEndpoint(name, new ToyChannel(id, reply), settings);
    }
}
