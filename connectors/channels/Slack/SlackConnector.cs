using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Slack: events, clicks and slash commands come to the endpoint's address, replies leave through
/// the Web API.
/// </summary>
public sealed class SlackConnector : Connector
{
    /// <summary>When an answer is due: https://docs.slack.dev/apis/events-api.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Slack repeats at once, after a minute and after five. A day covers what its queues hold back
    /// while we are away.
    /// </summary>
    private static readonly TimeSpan RepeatsWithin = TimeSpan.FromDays(1);

    /// <summary>Stops the repeats: https://docs.slack.dev/apis/events-api.</summary>
    private const string NoRetry = "X-Slack-No-Retry";

    private static readonly SlackConnection Connection = new();

    /// <inheritdoc/>
    public override ConnectorDescription Description { get; } = new(
        "slack",
        "Slack",
        new Capabilities
        {
            Reply = ReplyStyle.Asynchronous,
            AckDeadline = AnswerWithin,
            TextMax = SlackLimits.SectionTextMax,
            SuggestionsMax = Bounds.PartsMax,
            ButtonsMax = Bounds.PartsMax,
            LabelMax = SlackLimits.ButtonTextMax,
            Cards = true,
            CarouselMax = SlackLimits.CarouselMax,
            Media = Enum.GetValues<MediaKind>(),
            InlineFiles = true,
            Footnotes = true,
            Typing = true,
            Threads = true,
            Proactive = true,
            Markup = Markup.Markdown,
            RedeliveryHorizon = RepeatsWithin,
        },
        SlackSettings.Fields);

    /// <inheritdoc/>
    public override IRequestVerifier Verifier { get; } = new SlackVerification();

    /// <inheritdoc/>
    public override IEventParser Parser { get; } = new SlackParser();

    /// <inheritdoc/>
    public override IMessageRenderer Renderer { get; } = new SlackRenderer();

    /// <inheritdoc/>
    public override IChannelClient Client { get; } = new SlackClient();

    /// <inheritdoc/>
    public override IProfileReader Profiles { get; } = new SlackProfiles();

    /// <inheritdoc/>
    public override IAttachmentReader Attachments { get; } = new SlackFiles();

    /// <inheritdoc/>
    public override ICredentialIssuer Issuer { get; } = new SlackTokens();

    /// <inheritdoc/>
    public override IAccountInstaller Accounts { get; } = new SlackAccounts();

    /// <inheritdoc/>
    public override ICredentialCheck Check { get; } = new SlackCheck();

    /// <inheritdoc/>
    public override IChannelConnection? ConnectionOf(EndpointSettings settings) =>
        settings.Flag(SlackSettings.SocketModeEnabled) ? Connection : null;

    /// <inheritdoc/>
    public override IReadOnlyList<(SettingField Field, string Problem)> ProblemsOf(
        EndpointSettings settings) => [.. SlackSettings.Problems(settings)];

    /// <inheritdoc/>
    public override string? AddressOf(string user, string? thread, EndpointSettings settings) =>
        SlackPlace.AddressOf(user, thread)?.Write();

    /// <summary>
    /// Without the address that holds for half an hour and five replies, and the trigger of a form.
    /// </summary>
    /// <param name="replyAddress">The address.</param>
    public override string LastingAddress(string replyAddress) =>
        SlackAddress.Read(replyAddress) switch
        {
            { ResponseUrl: not null } address =>
                (address with { ResponseUrl = null, Ephemeral = null, TriggerId = null }).Write(),
            { TriggerId: not null } address => (address with { TriggerId = null }).Write(),
            _ => replyAddress,
        };

    /// <inheritdoc/>
    public override IReadOnlyList<string> HostsOf(EndpointSettings settings) =>
        SlackSettings.HostsToCall(settings);

    /// <summary>
    /// An error as JSON. What will never be taken is not sent again; a failed signature may be a
    /// secret being changed, and is.
    /// </summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="reason">Why.</param>
    public override WebhookReply Refuse(int status, string reason)
    {
        var refusal = WebhookReply.Error(status, reason);
        return status is 400 or 404 or 405 or 413
            ? refusal with { Headers = new Dictionary<string, string> { [NoRetry] = "1" } }
            : refusal;
    }
}
