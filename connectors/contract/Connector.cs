namespace TockOrleans.Connectors.Contract;

/// <summary>
/// The code of one channel. A connector is its parts: it says what it is, verifies, parses and
/// renders as pure functions, and only its client talks to the channel. Derive one public sealed
/// class with a parameterless constructor; being in a registered assembly registers it.
/// </summary>
public abstract class Connector
{
    /// <summary>What it is, can do and must be told.</summary>
    public abstract ConnectorDescription Description { get; }

    /// <summary>Tells whether a request comes from the channel.</summary>
    public abstract IRequestVerifier Verifier { get; }

    /// <summary>Reads the events of a verified request.</summary>
    public abstract IEventParser Parser { get; }

    /// <summary>Writes a bot message in the channel's format.</summary>
    public abstract IMessageRenderer Renderer { get; }

    /// <summary>
    /// Writes the answer of a synchronous request; null: every request is asynchronous.
    /// </summary>
    public virtual ISyncResponder? Responder => null;

    /// <summary>
    /// Sends to the channel; null: all replies go back in the answer or by a stream.
    /// </summary>
    public virtual IChannelClient? Client => null;

    /// <summary>Asks who a user is; null: events tell, or the channel never does.</summary>
    public virtual IProfileReader? Profiles => null;

    /// <summary>Fetches files of users; null: their addresses are open to all.</summary>
    public virtual IAttachmentReader? Attachments => null;

    /// <summary>Gets and renews tokens; null: the token is a setting.</summary>
    public virtual ICredentialIssuer? Issuer => null;

    /// <summary>
    /// Asks the channel whether an endpoint's credentials work; null: only sending tells.
    /// </summary>
    public virtual ICredentialCheck? Check => null;

    /// <summary>
    /// Looks after endpoints at their channel; null: once set up, they stay as they are.
    /// </summary>
    public virtual IUpkeep? Upkeep => null;

    /// <summary>
    /// Installs the app in several accounts; null: an endpoint has one token.
    /// </summary>
    public virtual IAccountInstaller? Accounts => null;

    /// <summary>Frames replies on an open stream; null: the channel has no stream.</summary>
    public virtual IStreamFormat? Stream => null;

    /// <summary>
    /// Frames the answer to a request that asks for it as a stream; null: no request does.
    /// </summary>
    public virtual IAnswerFormat? Answers => null;

    /// <summary>
    /// What the channel can show and promises for one endpoint; the default is what the
    /// description says of all. Asked once for each endpoint.
    /// </summary>
    /// <param name="settings">The endpoint's settings.</param>
    public virtual Capabilities CapabilitiesOf(EndpointSettings settings) =>
        Description.Capabilities;

    /// <summary>
    /// Holds the connection we open to the channel; null, the default: the channel calls us. Asked
    /// once for each endpoint.
    /// </summary>
    /// <param name="settings">The endpoint's settings.</param>
    public virtual IChannelConnection? ConnectionOf(EndpointSettings settings) => null;

    /// <summary>
    /// What is wrong with settings of which each is right alone, such as one that needs another.
    /// The default: nothing.
    /// </summary>
    /// <param name="settings">The endpoint's settings.</param>
    /// <returns>The settings, and what is wrong with each; no values are in it.</returns>
    public virtual IReadOnlyList<(SettingField Field, string Problem)> ProblemsOf(
        EndpointSettings settings) => [];

    /// <summary>
    /// The hosts the connector's client may call: <c>slack.com</c>, <c>localhost:5090</c> (a port
    /// where it is not the scheme's own), or <c>*.slack-edge.com</c> for all below. A call to any
    /// other host fails, wherever its address came from. Asked once for each endpoint.
    /// </summary>
    /// <param name="settings">The endpoint's settings.</param>
    public virtual IReadOnlyList<string> HostsOf(EndpointSettings settings) => [];

    /// <summary>
    /// Where a user is reached whom the endpoint has not heard from; null, the default: nowhere,
    /// the user must write first.
    /// </summary>
    /// <param name="user">The user's id, as the parser would name it.</param>
    /// <param name="thread">The thread, where the channel has threads.</param>
    /// <param name="settings">The endpoint's settings.</param>
    /// <returns>A reply address, the connector's own JSON.</returns>
    public virtual string? AddressOf(string user, string? thread, EndpointSettings settings) =>
        null;

    /// <summary>
    /// What of a reply address still holds long after the event it came with: without what expires.
    /// The default is all of it.
    /// </summary>
    /// <param name="replyAddress">The address, the connector's own JSON.</param>
    public virtual string LastingAddress(string replyAddress) => replyAddress;

    /// <summary>
    /// The origins of the web pages that may call this endpoint from a browser, in lower case;
    /// <c>*</c>: all. Empty, the default: none, the channel is not called by pages.
    /// </summary>
    /// <param name="settings">The endpoint's settings.</param>
    public virtual IReadOnlyList<string> AllowedOrigins(EndpointSettings settings) => [];

    /// <summary>
    /// How an endpoint knows who a user is; the default: its channel says so. Operators are warned
    /// of what is open. Asked once for each endpoint.
    /// </summary>
    /// <param name="settings">The endpoint's settings.</param>
    public virtual UserIdentity IdentityOf(EndpointSettings settings) => UserIdentity.Channel;

    /// <summary>
    /// Whether those pages may send the cookies that the endpoint sets. The default: no. Never true
    /// where all pages may call.
    /// </summary>
    /// <param name="settings">The endpoint's settings.</param>
    public virtual bool TakesCookies(EndpointSettings settings) => false;

    /// <summary>
    /// The hosts that key documents may be fetched from, as <see cref="HostsOf"/> writes them. The
    /// default is what the description says of all. Asked only where a key is missing.
    /// </summary>
    /// <param name="settings">The endpoint's settings.</param>
    public virtual IReadOnlyList<string> KeyHostsOf(EndpointSettings settings) =>
        Description.KeyHosts;

    /// <summary>
    /// The answer to a request that was not taken: bad, too large, unverified, or at a bad time.
    /// The default is a JSON object with the member <c>error</c>.
    /// </summary>
    /// <param name="status">The HTTP status, 400 to 599.</param>
    /// <param name="reason">
    /// Why, in English, for the developer at the other end; no secrets.
    /// </param>
    public virtual WebhookReply Refuse(int status, string reason) =>
        WebhookReply.Error(status, reason);
}
