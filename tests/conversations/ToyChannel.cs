using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Conversations.Tests;

/// <summary>A channel of which sessions need to know only how it takes replies.</summary>
public sealed class ToyChannel(string type, Capabilities capabilities, IChannelClient? client)
    : Connector, IMessageRenderer, ICredentialIssuer, IProfileReader, IUpkeep
{
    public override ConnectorDescription Description { get; } = new(type, type, capabilities, []);

    public override IRequestVerifier Verifier => throw new InvalidOperationException("not used");

    public override IEventParser Parser => throw new InvalidOperationException("not used");

    public override IMessageRenderer Renderer => this;

    public override IChannelClient? Client => client;

    /// <summary>What issues its tokens; null: it needs none.</summary>
    public Func<string?, CredentialsResult>? Issue { get; init; }

    /// <summary>Who its users are; null: their events tell.</summary>
    public Func<ChannelProfile?>? Profile { get; init; }

    /// <summary>What a look at the endpoint finds; null: nobody looks.</summary>
    public Func<ChannelCall, Task<UpkeepReport>>? Look { get; init; }

    /// <summary>Where users are reached who never wrote; null: nowhere.</summary>
    public string? Address { get; init; }

    public override ICredentialIssuer? Issuer => Issue is null ? null : this;

    public override IProfileReader? Profiles => Profile is null ? null : this;

    public override IUpkeep? Upkeep => Look is null ? null : this;

    public TimeSpan Every { get; } = TimeSpan.FromMinutes(10);

    public static BotEndpoint Endpoint(
        string id,
        Capabilities capabilities,
        IChannelClient? client = null,
        bool atMostOnce = false,
        Func<string?, CredentialsResult>? issue = null,
        Func<ChannelProfile?>? profile = null,
        string? address = null,
        Func<ChannelCall, Task<UpkeepReport>>? look = null,
        long version = 0)
    {
        var given = new Dictionary<string, string?>();
        if (atMostOnce)
            given["delivery"] = "atMostOnce";
        return BotEndpoint.Create(
            new EndpointId("app", "scripted", id),
            new ToyChannel(id, capabilities, client)
            {
                Issue = issue,
                Profile = profile,
                Address = address,
                Look = look,
            },
            given,
            "test",
            out _,
            version)!;
    }

    public override string? AddressOf(string user, string? thread, EndpointSettings settings) =>
        Address;

    public IReadOnlyList<string> Render(BotMessage message, RenderContext context) =>
        message is TextMessage ? [MessageText(message)] : [];

    Task<CredentialsResult> ICredentialIssuer.Issue(
        EndpointSettings settings,
        string? kept,
        DateTimeOffset now,
        HttpClient http,
        CancellationToken stop) => Task.FromResult(Issue!(kept));

    Task<ChannelProfile?> IProfileReader.Read(
        ChannelCall call,
        string user,
        InboundEvent inbound,
        HttpClient http,
        CancellationToken stop) => Task.FromResult(Profile!());

    Task<UpkeepReport> IUpkeep.Look(
        ChannelCall call, DateTimeOffset now, HttpClient http, CancellationToken stop) =>
        Look!(call);

    private static string MessageText(BotMessage message) =>
        System.Text.Encoding.UTF8.GetString(MessageCodec.Encode(message));
}
