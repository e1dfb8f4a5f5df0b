using System.Buffers;
using System.Text;
using System.Text.Json;

namespace TockOrleans.Connectors.Slack;

/// <summary>
/// A form a story opens: <c>{"view":…}</c> in answer to a click or command, within 3 seconds. What
/// becomes of it comes back into the same conversation: Slack does not say where a form was opened,
/// so it is written down in the form, where the user does not see it.
/// https://docs.slack.dev/surfaces/modals
/// </summary>
internal static class SlackModal
{
    /// <summary>The call that opens a form.</summary>
    public const string Method = "views.open";

    private const string Mark = "tock:";
    private const string PrivateMetadata = "private_metadata";

    /// <summary>What Slack keeps of ours in a form, in characters.</summary>
    private const int PrivateMetadataMax = 3_000;

    /// <summary>The payload that opens it; without a trigger Slack refuses it, and says so.
    /// </summary>
    /// <param name="view">The form.</param>
    /// <param name="address">Where it is opened.</param>
    /// <param name="otherwise">
    /// The payload of what is said where it does not open; null: nothing.
    /// </param>
    public static string Open(JsonElement view, SlackAddress? address, string? otherwise)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, SlackJson.WriterOptions))
        {
            json.WriteStartObject();
            if (address?.TriggerId is { } trigger)
                json.WriteString("trigger_id", trigger);
            json.WriteStartObject("view");
            foreach (var member in view.EnumerateObject())
                if (member.Name != PrivateMetadata)
                    member.WriteTo(json);
            if (Kept(view.Text(PrivateMetadata) ?? "", address) is { Length: > 0 } kept)
                json.WriteString(PrivateMetadata, kept);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        var open = Encoding.UTF8.GetString(body.WrittenSpan);
        return otherwise is null
            ? SlackCall.Write(Method, open)
            : SlackOpening.Write(open, otherwise);
    }

    /// <summary>Where a form was opened; null: it does not say.</summary>
    public static (string Channel, string? Thread)? Origin(JsonElement view)
    {
        if (view.Text(PrivateMetadata) is not { } kept
            || !kept.StartsWith(Mark, StringComparison.Ordinal)
            || kept.Split('\n', 2)[0][Mark.Length..].Split(':') is not [var channel, var thread]
            || SlackFields.AsId(channel) is null)
            return null;
        return (channel, SlackFields.AsStamp(thread));
    }

    /// <summary>What the story wrote down in the form; null: nothing.</summary>
    public static string? Own(JsonElement view, int max)
    {
        var kept = view.Text(PrivateMetadata);
        if (kept?.StartsWith(Mark, StringComparison.Ordinal) == true)
            kept = kept.Split('\n', 2) is [_, var own] ? own : null;
        return kept is { Length: > 0 } && kept.Length <= max ? kept : null;
    }

    // What only the user sees is not answered where all see it: such a form comes back directly.
    private static string Kept(string own, SlackAddress? address)
    {
        if (address is not { ResponseUrl: null, Ephemeral: not true })
            return own;
        var kept = $"{Mark}{address.Channel}:{address.ThreadTs}\n{own}";
        return kept.Length <= PrivateMetadataMax ? kept : own;
    }
}
