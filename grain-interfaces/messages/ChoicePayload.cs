using System.Net;
using System.Text;

namespace TockOrleans.Messages;

/// <summary>
/// The payload of buttons and quick replies, in Tock's grammar: <c>intent</c> or
/// <c>intent?key=value&amp;key=value</c>, keys and values form-encoded UTF-8. A button carries all
/// it means, so an old one keeps working.
/// </summary>
public static class ChoicePayload
{
    /// <summary>Reserved: the step to enter.</summary>
    public const string StepKey = "_step";

    /// <summary>Reserved: the intent whose story sent the button.</summary>
    public const string PreviousIntentKey = "_previous_intent";

    /// <summary>Reserved: the connector the button was sent through.</summary>
    public const string SourceKey = "_source";

    /// <summary>Reserved: text to understand in place of the choice.</summary>
    public const string NlpKey = "_nlp";

    /// <summary>Reserved: the title the user saw.</summary>
    public const string TitleKey = "_title";

    /// <summary>Reserved: an address the choice stands for.</summary>
    public const string UrlKey = "_url";

    /// <summary>Reserved: a picture the choice stands for.</summary>
    public const string ImageKey = "_image";

    /// <summary>Reserved: the reference the user came with.</summary>
    public const string ReferralKey = "_referral";

    /// <summary>
    /// All reserved keys; a bot's own parameters may not start with an underscore.
    /// </summary>
    public static IReadOnlyList<string> ReservedKeys { get; } =
        [StepKey, PreviousIntentKey, SourceKey, NlpKey, TitleKey, UrlKey, ImageKey, ReferralKey];

    /// <summary>Reads a payload. Never fails: an odd pair is an empty value, the last of two equal
    /// keys wins, pairs beyond <see cref="Bounds.ParametersMax"/> are not read.</summary>
    /// <param name="payload">The payload as the channel sent it back.</param>
    public static ChoiceEvent Parse(string payload)
    {
        var mark = payload.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0)
            return new ChoiceEvent(payload);
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in payload[(mark + 1)..].Split('&', Bounds.ParametersMax + 1))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var key = WebUtility.UrlDecode(equals < 0 ? pair : pair[..equals]);
            if (key.Length > 0 && parameters.Count < Bounds.ParametersMax)
                parameters[key] = equals < 0 ? "" : WebUtility.UrlDecode(pair[(equals + 1)..]);
        }
        return new ChoiceEvent(payload[..mark], parameters.Count == 0 ? null : parameters);
    }

    /// <summary>Writes a payload that <see cref="Parse"/> reads back the same.</summary>
    /// <param name="intent">The intent; no question mark in it.</param>
    /// <param name="parameters">The parameters, in the order to be written.</param>
    /// <exception cref="ArgumentException">The intent is empty or has a question mark.</exception>
    public static string Format(
        string intent, IEnumerable<KeyValuePair<string, string>>? parameters = null)
    {
        if (intent.Length == 0 || intent.Contains('?', StringComparison.Ordinal))
            throw new ArgumentException($"'{intent}' is no intent name", nameof(intent));
        var payload = new StringBuilder(intent);
        var separator = '?';
        foreach (var (key, value) in parameters ?? [])
        {
            payload.Append(separator).Append(WebUtility.UrlEncode(key))
                .Append('=').Append(WebUtility.UrlEncode(value));
            separator = '&';
        }
        return payload.ToString();
    }
}
