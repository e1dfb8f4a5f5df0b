using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.OpenAi;

/// <summary>
/// The bot as a model of the OpenAI API: whatever program or chat page speaks Chat Completions
/// talks to it. Source: the API reference, "Chat Completions" and "Models".
/// </summary>
public sealed class OpenAiConnector : Connector
{
    /// <summary>
    /// How long a client waits for an answer that is no stream: less than the minute after which
    /// common proxies give up.
    /// </summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(50);

    /// <inheritdoc/>
    public override ConnectorDescription Description { get; } = new(
        "openai",
        "OpenAI API",
        new Capabilities
        {
            Reply = ReplyStyle.Synchronous,
            AckDeadline = AnswerWithin,
            // Each request brings the whole conversation, pictures included.
            BodyMax = 4_000_000,
            TextMax = Bounds.TextMax,
            Media = [MediaKind.Image],
            Metadata = true,
            Threads = true,
            Markup = Markup.Markdown,
        },
        OpenAiSettings.Fields);

    /// <inheritdoc/>
    public override IRequestVerifier Verifier { get; } = new OpenAiVerification();

    /// <inheritdoc/>
    public override IEventParser Parser { get; } = new OpenAiParser();

    /// <inheritdoc/>
    public override IMessageRenderer Renderer { get; } = new OpenAiRenderer();

    /// <inheritdoc/>
    public override ISyncResponder Responder { get; } = new OpenAiResponder();

    /// <inheritdoc/>
    public override IAnswerFormat Answers { get; } = new OpenAiAnswer();

    /// <inheritdoc/>
    public override WebhookReply Refuse(int status, string reason) =>
        OpenAiResponder.Error(status, reason);
}
