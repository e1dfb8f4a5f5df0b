using TockOrleans.Connectors.Contract;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Test;

/// <summary>
/// The test channel: somebody tries the bot as a test user and gets its messages in the answer, as
/// the model's own JSON. It shows all there is, and reaches nobody.
/// </summary>
public sealed class TestConnector : Connector
{
    /// <summary>How long a test waits for an answer.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override ConnectorDescription Description { get; } = new(
        "test",
        "Test",
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
            LocationRequest = true,
            Metadata = true,
            Typing = true,
            TestUsers = true,
        },
        TestSettings.Fields);

    /// <inheritdoc/>
    public override IRequestVerifier Verifier { get; } = new TestVerification();

    /// <inheritdoc/>
    public override IEventParser Parser { get; } = new TestParser();

    /// <inheritdoc/>
    public override IMessageRenderer Renderer { get; } = new TestRenderer();

    /// <inheritdoc/>
    public override ISyncResponder Responder { get; } = new TestResponder();
}
