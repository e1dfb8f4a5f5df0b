using System.Buffers;
using System.Text;
using System.Text.Json;
using TockOrleans.Messages;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// Opening a form, and what is said where it does not open. A trigger opens one form, within 3
/// seconds: https://docs.slack.dev/interactivity/handling-user-interaction. So a call without an
/// answer may be made again at once, and shows what became of the first; later it never helps.
/// </summary>
/// <param name="Open">The call that opens the form.</param>
/// <param name="Otherwise">The payload of the message in place of it.</param>
internal sealed record SlackOpening(SlackCall Open, string Otherwise)
{
    private const string OpenMember = "open";
    private const string OtherwiseMember = "otherwise";

    private static readonly DeliveryOutcome.Rejected Gone =
        new("no answer, and the trigger of the form is gone");

    /// <summary>Whether a call uses up a trigger.</summary>
    public static bool UsesTrigger(string method) => method is "views.open" or "views.push";

    /// <summary>What became of a form whose first call had no answer.</summary>
    /// <param name="second">The outcome of the same call again.</param>
    public static DeliveryOutcome Settle(DeliveryOutcome second) => second switch
    {
        DeliveryOutcome.Accepted or DeliveryOutcome.CredentialsInvalid => second,
        // It was the first call that used it.
        DeliveryOutcome.Rejected { Reason: "exchanged_trigger_id" } =>
            new DeliveryOutcome.Accepted(),
        _ => Gone,
    };

    /// <summary>Writes a payload that opens a form, or says something else.</summary>
    /// <param name="open">The body of the call that opens it.</param>
    /// <param name="otherwise">The payload of the message in place of it.</param>
    public static string Write(string open, string otherwise)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, SlackJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WritePropertyName(OpenMember);
            json.WriteRawValue(open);
            json.WritePropertyName(OtherwiseMember);
            json.WriteRawValue(otherwise);
            json.WriteEndObject();
        }
        return SlackCall.Write(SlackCall.Form, Encoding.UTF8.GetString(body.WrittenSpan));
    }

    /// <summary>Reads what was written; null where it is something else.</summary>
    public static SlackOpening? Read(SlackCall call)
    {
        try
        {
            var json = JsonElement.Parse(call.Bytes());
            return json.Member(OpenMember) is { ValueKind: JsonValueKind.Object } open
                && json.Member(OtherwiseMember) is { ValueKind: JsonValueKind.Object } otherwise
                    ? new SlackOpening(
                        new SlackCall(SlackModal.Method, open.GetRawText().AsMemory()),
                        otherwise.GetRawText())
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
