using System.Globalization;
using System.Text;
using System.Text.Json;
using TockOrleans.Connectors.Contract;
using TockOrleans.GrainInterfaces;
using TockOrleans.Messages;

namespace TockOrleans.Ingress.Admin;

/// <summary>
/// A channel that a test plays: it shows what the channel's client would be given, and sends
/// nothing.
/// </summary>
internal sealed class PlayedChannel(Connector connector, EndpointSettings settings)
{
    private const int MadeUpLength = 32;

    /// <summary>Its type id.</summary>
    public string Type => connector.Description.Type;

    /// <summary>
    /// A channel as its connector is without an endpoint: settings are their defaults, and what is
    /// required is made up.
    /// </summary>
    /// <param name="connector">The connector.</param>
    /// <param name="of">Whose settings they pass for.</param>
    /// <param name="problem">What is wrong where there is none.</param>
    public static PlayedChannel? Of(Connector connector, EndpointId of, out string? problem)
    {
        var fields = CommonSettings.FieldsOf(connector);
        var given = fields.Where(field => field.Required && field.Default is null)
            .ToDictionary(field => field.Name, MadeUp, StringComparer.OrdinalIgnoreCase);
        var settings = EndpointSettings.Create(of, fields, given, "as", out var problems);
        problem = settings is null ? problems[0] : null;
        return settings is null ? null : new PlayedChannel(connector, settings);
    }

    /// <summary>A reply as the channel would get it.</summary>
    public TalkReplyDocument Show(StoredReply reply, string user, string? locale)
    {
        var message = MessageCodec.DecodeMessage(reply.Body);
        var context = new RenderContext(
            settings,
            reply.Seq.ToString(CultureInfo.InvariantCulture),
            connector.AddressOf(user, null, settings),
            locale);
        var skipped = Fallback.Adapt(message, connector.CapabilitiesOf(settings), Type).Skipped;
        return new TalkReplyDocument(
            AdminAnswers.Json(reply.Body),
            [.. ConnectorRendering.Render(connector, message, context).Select(Payload)],
            skipped.Count > 0 ? skipped : null);
    }

    // What is no JSON is shown as the text it is.
    private static JsonElement Payload(string text) =>
        AdminAnswers.Json(Encoding.UTF8.GetBytes(text))
        ?? JsonSerializer.SerializeToElement(text, AdminJson.Default.String);

    private static string? MadeUp(SettingField field) => field.Kind switch
    {
        SettingKind.Number => field.Min.ToString(CultureInfo.InvariantCulture),
        SettingKind.Boolean => "false",
        SettingKind.Url => "https://channel.invalid/",
        _ => field.Choices?[0] ?? new string('x', Math.Clamp(MadeUpLength, field.Min, field.Max)),
    };
}
