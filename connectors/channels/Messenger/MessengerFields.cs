using System.Globalization;
using System.Text.Json;

namespace TockOrleans.Connectors.Messenger;

/// <summary>Reads members of what Meta sent; what is not as expected is not there.</summary>
internal static class MessengerFields
{
    /// <summary>The longest id of a user, page or app.</summary>
    private const int IdMax = 64;

    /// <summary>The longest id of a message.</summary>
    private const int MidMax = 400;

    /// <summary>The largest number of milliseconds a date holds.</summary>
    private const long MillisecondsMax = 253_402_300_799_999;

    public static JsonElement Member(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value)
            ? value
            : default;

    public static bool Has(this JsonElement owner, string name) =>
        owner.Member(name).ValueKind is JsonValueKind.Object;

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

    /// <summary>Text of a given length at most; null where it is longer, or empty.</summary>
    public static string? Text(this JsonElement owner, string name, int max) =>
        owner.Text(name) is { Length: > 0 } text && text.Length <= max ? text : null;

    public static bool Flag(this JsonElement owner, string name) =>
        owner.Member(name).ValueKind == JsonValueKind.True;

    /// <summary>The id of a user, page or app: a text, or a number as some of Meta's are.</summary>
    public static string? Id(this JsonElement owner, string name)
    {
        var value = owner.Member(name);
        return value.ValueKind == JsonValueKind.Number
            ? AsId(value.GetRawText())
            : AsId(owner.Text(name));
    }

    /// <summary>The id of a message.</summary>
    public static string? Mid(this JsonElement owner, string name = "mid") =>
        owner.Text(name, MidMax);

    /// <summary>A time in milliseconds, as a number or a text; null where it is none.</summary>
    public static long? Milliseconds(this JsonElement owner, string name)
    {
        var value = owner.Member(name);
        var text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : owner.Text(name);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            && time <= MillisecondsMax
                ? time
                : null;
    }

    public static double? Number(this JsonElement owner, string name) =>
        owner.Member(name) is { ValueKind: JsonValueKind.Number } value
        && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : null;

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

    /// <summary>The first characters of a text, none of them halved.</summary>
    public static string Clip(string text, int max) => text.Length <= max
        ? text
        : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];
}
