using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Web;

/// <summary>
/// The web channel: a page or an app posts Tock's web JSON and gets the replies in the answer.
/// Tock's own web kits work with it as they are.
/// </summary>
public sealed class WebConnector : Connector
{
    /// <summary>A user is reached by their id alone, over whatever stream they hold.</summary>
    private const string Anywhere = "{}";

    /// <summary>How long a client waits for an answer.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override ConnectorDescription Description { get; } = new(
        "web",
        "Web",
        new Capabilities
        {
            Reply = ReplyStyle.Synchronous,
            AckDeadline = AnswerWithin,
            TextMax = Bounds.TextMax,
            SuggestionsMax = Bounds.PartsMax,
            ButtonsMax = Bounds.PartsMax,
            LabelMax = Bounds.LabelMax,
            Cards = true,
            CarouselMax = Bounds.PartsMax,
            Media = Enum.GetValues<MediaKind>(),
            InlineFiles = true,
            Footnotes = true,
            Metadata = true,
            Proactive = true,
            CalledByUsers = true,
            Markup = Markup.Html,
        },
        WebSettings.Fields);

    /// <inheritdoc/>
    public override IRequestVerifier Verifier { get; } = new WebVerification();

    /// <inheritdoc/>
    public override IEventParser Parser { get; } = new WebParser();

    /// <inheritdoc/>
    public override IMessageRenderer Renderer { get; } = new WebRenderer();

    /// <inheritdoc/>
    public override ISyncResponder Responder { get; } = new WebResponder();

    /// <inheritdoc/>
    public override IStreamFormat Stream { get; } = new WebStream();

    /// <inheritdoc/>
    public override IAnswerFormat Answers { get; } = new WebAnswer();

    /// <inheritdoc/>
    public override Capabilities CapabilitiesOf(EndpointSettings settings) =>
        Description.Capabilities with { Streams = settings.Flag(WebSettings.Streams) };

    /// <inheritdoc/>
    public override IReadOnlyList<string> AllowedOrigins(EndpointSettings settings) =>
        WebSettings.Origins(settings);

    /// <inheritdoc/>
    public override UserIdentity IdentityOf(EndpointSettings settings) =>
        WebSettings.IdentityOf(settings);

    /// <inheritdoc/>
    public override bool TakesCookies(EndpointSettings settings) =>
        settings.Required(WebSettings.Identity) == WebSettings.ByCookie;

    /// <inheritdoc/>
    public override string AddressOf(string user, string? thread, EndpointSettings settings) =>
        Anywhere;

    /// <summary>Where the keys of the site's login are.</summary>
    /// <param name="settings">The endpoint's settings.</param>
    public override IReadOnlyList<string> KeyHostsOf(EndpointSettings settings) =>
        settings.Text(WebSettings.JwksUrl) is { } address ? [new Uri(address).Authority] : [];

    /// <inheritdoc/>
    public override IReadOnlyList<(SettingField Field, string Problem)> ProblemsOf(
        EndpointSettings settings) => [.. WebSettings.Problems(settings)];

    /// <inheritdoc/>
    public override WebhookReply Refuse(int status, string reason) =>
        WebResponder.Error(status, reason);
}
