using System.Net;
using System.Text;

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
}
