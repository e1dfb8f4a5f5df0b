using System.Text;
using TockOrleans.Connectors.Contract;

namespace TockOrleans.Hosting.Tests;

/// <summary>
/// A channel with secrets. A call with the endpoint's secret in the header <c>x-secret</c> is
/// answered with the endpoint's colour.
/// </summary>
public sealed class VaultConnector : Connector
{
    public static readonly SettingField Secret =
        new("signingSecret", "Signing secret", "From the console.")
        {
            Required = true,
            Secret = true,
            Min = 8,
        };

    public static readonly SettingField Token =
        new("botToken", "Token", "From the console.") { Secret = true };

    public static readonly SettingField Colour =
        new("colour", "Colour", "What it answers.")
        {
            Default = "blue",
            Choices = ["blue", "red", "broken"],
        };

    public static readonly SettingField Size =
        new("size", "Size", "A number.") { Kind = SettingKind.Number, Min = 1, Max = 10 };

    public override ConnectorDescription Description { get; } = new(
        "vault",
        "Vault",
        new Capabilities { Reply = ReplyStyle.Synchronous },
        [Secret, Token, Colour, Size]);

    public override IRequestVerifier Verifier { get; } = new HeaderCheck();

    public override IEventParser Parser { get; } = new ColourAnswer();

    public override IMessageRenderer Renderer => throw new InvalidOperationException("not used");

    public override ISyncResponder Responder => throw new InvalidOperationException("not used");

    /// <summary>Somebody else's connector may fail; what it says may hold a secret.</summary>
    public override Capabilities CapabilitiesOf(EndpointSettings settings) =>
        settings.Text(Colour) == "broken"
            ? throw new InvalidOperationException(settings.Required(Secret))
            : Description.Capabilities;

    private sealed class HeaderCheck : IRequestVerifier
    {
        public Verification Verify(
            WebhookRequest request,
            EndpointSettings settings,
            IReadOnlyDictionary<Uri, string> keys,
            DateTimeOffset now) =>
            request.Header("x-secret") == settings.Required(Secret)
                ? new Verification.Verified()
                : new Verification.Rejected("another secret");
    }

    private sealed class ColourAnswer : IEventParser
    {
        public ParseResult Parse(
            WebhookRequest request,
            EndpointSettings settings,
            Verification.Verified proof,
            DateTimeOffset now) => new ParseResult.Answer(new WebhookReply(
                200, "text/plain", Encoding.UTF8.GetBytes(settings.Text(Colour)!)));
    }
}
