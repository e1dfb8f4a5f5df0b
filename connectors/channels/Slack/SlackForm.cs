using System.Net;
using System.Text;
using System.Text.Json;

namespace TockOrleans.Connectors.Slack;

/// <summary>The fields of a form; of two of one name the first counts.</summary>
internal sealed class SlackForm
{
    /// <summary>More fields than Slack ever sends; the rest is not read.</summary>
    private const int FieldsMax = 50;

    private readonly Dictionary<string, string> fields = [];

    private SlackForm()
    {
    }

    /// <summary>A field; null where it is not there or empty.</summary>
    public string? this[string name] => fields.GetValueOrDefault(name);

    public static SlackForm Read(ReadOnlyMemory<byte> body)
    {
        var form = new SlackForm();
        var text = Encoding.UTF8.GetString(body.Span);
        foreach (var pair in text.Split('&', FieldsMax))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && equals < pair.Length - 1)
                form.fields.TryAdd(
                    WebUtility.UrlDecode(pair[..equals]),
                    WebUtility.UrlDecode(pair[(equals + 1)..]));
        }
        return form;
    }

    /// <summary>The fields as a socket brings them: members of an object.</summary>
    public static SlackForm Read(JsonElement fields)
    {
        var form = new SlackForm();
        if (fields.ValueKind == JsonValueKind.Object)
            foreach (var field in fields.EnumerateObject().Take(FieldsMax))
                if (fields.Text(field.Name) is { Length: > 0 } text)
                    form.fields.TryAdd(field.Name, text);
        return form;
    }
}
