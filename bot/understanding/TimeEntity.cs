using System.Globalization;

namespace TockOrleans.Bot;

internal sealed class TimeEntity() : TypedEntityType<TimeOnly>("time")
{
    private const string Format = "HH:mm";

    public override EntitySpan? FindAt(Utterance utterance, int word)
    {
        switch (utterance[word])
        {
            case "":
                return null;
            case "noon" or "midday" or "midi":
                return Span(1, 12, 0);
            case "midnight" or "minuit":
                return Span(1, 0, 0);
        }
        return char.IsAsciiDigit(utterance[word][0]) ? Digits(utterance, word) : null;
    }

    public override bool IsValue(string value) =>
        TimeOnly.TryParseExact(value, Format, CultureInfo.InvariantCulture, default, out _);

    public override TimeOnly Read(string value) =>
        TimeOnly.ParseExact(value, Format, CultureInfo.InvariantCulture);

    public override string Write(TimeOnly value) =>
        value.ToString(Format, CultureInfo.InvariantCulture);

    private static EntitySpan? Digits(Utterance utterance, int word)
    {
        var text = utterance[word];
        var digits = Leading(text);
        if (digits > 2)
            return null;
        var hour = int.Parse(text.AsSpan(0, digits), CultureInfo.InvariantCulture);
        var rest = text[digits..];
        var next = utterance[word + 1];
        if (rest.Length == 0 && next is "h" or "heure" or "heures")
            return Minute(utterance[word + 2], 2) is { } apart
                ? Span(3, hour, apart)
                : Span(2, hour, 0);
        if (rest.Length == 0 && next is "am" or "pm")
            return Span(2, Half(hour, next), 0);
        if (rest is "am" or "pm")
            return Span(1, Half(hour, rest), 0);
        if (rest is "h")
            return Minute(next, 2) is { } after ? Span(2, hour, after) : Span(1, hour, 0);
        if (rest.Length > 1 && rest[0] is 'h' or ':'
            && Minute(rest[1..^Suffix(rest)], 2) is { } minute)
        {
            if (Suffix(rest) == 2)
                return Span(1, Half(hour, rest[^2..]), minute);
            return next is "am" or "pm"
                ? Span(2, Half(hour, next), minute)
                : Span(1, hour, minute);
        }
        return null;
    }

    private static int Suffix(string rest) =>
        rest.EndsWith("am", StringComparison.Ordinal)
            || rest.EndsWith("pm", StringComparison.Ordinal)
            ? 2
            : 0;

    private static int? Minute(string text, int digits) =>
        text.Length == digits && Leading(text) == digits
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;

    /// <summary>12 am is midnight, 12 pm noon; an hour of no half gives none.</summary>
    private static int Half(int hour, string half) => hour is < 1 or > 12
        ? -1
        : hour % 12 + (half == "pm" ? 12 : 0);

    private static int Leading(string text)
    {
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
            digits++;
        return digits;
    }

    private static EntitySpan? Span(int words, int hour, int minute) =>
        hour is >= 0 and < 24 && minute < 60
            ? new EntitySpan(words, string.Create(
                CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}"))
            : null;
}
