using System.Globalization;
using System.Text.Json;

namespace TockOrleans.Connectors.Slack;

/// <summary>Reads members of what Slack sent; what is not as expected is not there.</summary>
internal static class SlackFields
{
    /// <summary>The longest id of a user, channel, workspace or app.</summary>
    private const int IdMax = 64;

    /// <summary>The longest timestamp, which is also a message's id in its channel.</summary>
    private const int StampMax = 32;

    /// <summary>The largest number of seconds a date holds.</summary>
    private const long SecondsMax = 253_402_300_799;

    private const int MicrosecondDigits = 6;

    public static JsonElement Member(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value)
            ? value
            : default;

    /// <summary>A text; null where it is no text, or half a character in it.</summary>
    public static string? Text(this JsonElement owner, string name)
    {
        var value = owner.Member(name);
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escape of half a character: \ud83d alone.
            return null;
        }
    }

    public static bool Flag(this JsonElement owner, string name) =>
        owner.Member(name).ValueKind == JsonValueKind.True;

    /// <summary>Text of a given length at most; null where it is longer.</summary>
    public static string? Text(this JsonElement owner, string name, int max) =>
        owner.Text(name) is { } text && text.Length <= max ? text : null;

    /// <summary>The id of a user, channel or workspace.</summary>
    public static string? Id(this JsonElement owner, string name) => AsId(owner.Text(name));

    /// <summary>A timestamp such as <c>1766458026.240809</c>.</summary>
    public static string? Stamp(this JsonElement owner, string name) => AsStamp(owner.Text(name));

    public static JsonElement.ArrayEnumerator Items(this JsonElement owner, string name)
    {
        var value = owner.Member(name);
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;
    }

    public static string? AsId(string? text)
    {
        if (text is null or { Length: 0 or > IdMax })
            return null;
        foreach (var character in text)
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '-'))
                return null;
        return text;
    }

    public static string? AsStamp(string? text)
    {
        if (text is null or { Length: 0 or > StampMax })
            return null;
        foreach (var character in text)
            if (!char.IsAsciiDigit(character) && character != '.')
                return null;
        return text;
    }

    /// <summary>When a timestamp is; another time where it is none.</summary>
    public static DateTimeOffset Time(string? stamp, DateTimeOffset otherwise)
    {
        var point = stamp?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (point <= 0
            || !long.TryParse(
                stamp.AsSpan(0, point),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var seconds)
            || seconds > SecondsMax)
            return otherwise;
        var rest = stamp.AsSpan(point + 1);
        var time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return rest.Length == MicrosecondDigits
            && int.TryParse(
                rest, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
                ? time.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond)
                : time;
    }

    /// <summary>The first characters of a text, none of them halved.</summary>
    public static string Clip(string text, int max) => text.Length <= max
        ? text
        : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];
}
