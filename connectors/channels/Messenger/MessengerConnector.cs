using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Messenger;

/// <summary>
/// Facebook Messenger: the events of one page come to the endpoint's address, replies leave through
/// the Graph API.
/// </summary>
public sealed class MessengerConnector : Connector
{
    /// <summary>
    /// Meta wants an answer "within 5 seconds"; older pages of it say 20.
    /// </summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Meta repeats for 36 hours: https://developers.facebook.com/docs/graph-api/webhooks. The rest
    /// is for what its queues hold back.
    /// </summary>
    private static readonly TimeSpan RepeatsWithin = TimeSpan.FromHours(48);

    /// <summary>How long after the user last wrote the bot may write what it likes.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>How long after the user last wrote a person may answer.</summary>
    private static readonly TimeSpan HumanWindow = TimeSpan.FromDays(7);

    /// <summary>Echoes come within seconds; the rest is for webhooks that Meta holds up.</summary>
    private static readonly TimeSpan EchoesWithin = TimeSpan.FromSeconds(10);

    /// <summary>A thousand events of a request, each with a long text.</summary>
    private const int RequestMax = 10_000_000;

    /// <inheritdoc/>
    public override ConnectorDescription Description { get; } = new(
        "messenger",
        "Messenger",
        new Capabilities
        {
            Reply = ReplyStyle.Asynchronous,
            AckDeadline = AnswerWithin,
            BodyMax = RequestMax,
            TextMax = MessengerLimits.TextMax,
            SuggestionsMax = MessengerLimits.QuickRepliesMax,
            ButtonsMax = MessengerLimits.ButtonsMax,
            LabelMax = MessengerLimits.LabelMax,
            Cards = true,
            CarouselMax = MessengerLimits.ElementsMax,
            Media =
            [
                MediaKind.Image, MediaKind.Audio, MediaKind.Video, MediaKind.File,
                MediaKind.Sticker,
            ],
            InlineFiles = true,
            Typing = true,
            Receipts = true,
            Proactive = true,
            ProactiveWindow = Window,
            Tags = new Dictionary<string, TimeSpan?>
            {
                [MessengerSend.HumanAgent] = HumanWindow,
                [MessengerSend.Utility] = null,
            },
            EchoWithin = EchoesWithin,
            RedeliveryHorizon = RepeatsWithin,
        },
        MessengerSettings.Fields);

    /// <inheritdoc/>
    public override IRequestVerifier Verifier { get; } = new MessengerVerification();

    /// <inheritdoc/>
    public override IEventParser Parser { get; } = new MessengerParser();

    /// <inheritdoc/>
    public override IMessageRenderer Renderer { get; } = new MessengerRenderer();

    /// <inheritdoc/>
    public override IChannelClient Client { get; } = new MessengerClient();

    /// <inheritdoc/>
    public override IProfileReader Profiles { get; } = new MessengerProfiles();

    /// <inheritdoc/>
    public override ICredentialCheck Check { get; } = new MessengerCheck();

    /// <inheritdoc/>
    public override IUpkeep Upkeep { get; } = new MessengerUpkeep();

    /// <inheritdoc/>
    public override IReadOnlyList<string> HostsOf(EndpointSettings settings) =>
        [new Uri(settings.Required(MessengerSettings.ApiBaseUrl)).Authority];

    /// <summary>A user's id is an address; the window says whether Meta takes it.</summary>
    /// <param name="user">The user: page and page-scoped id.</param>
    /// <param name="thread">Not used: Messenger has no threads.</param>
    /// <param name="settings">The endpoint's settings.</param>
    public override string? AddressOf(string user, string? thread, EndpointSettings settings) =>
        MessengerPerson.Parse(user) is { } person
        && person.Page == settings.Required(MessengerSettings.PageId)
            ? person.Address.Write()
            : null;
}
