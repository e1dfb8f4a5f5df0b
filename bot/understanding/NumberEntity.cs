using System.Globalization;

namespace TockOrleans.Bot;

internal sealed class NumberEntity() : TypedEntityType<decimal>("number")
{
    private const NumberStyles Plain = NumberStyles.AllowDecimalPoint;

    private static readonly string[] English =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve"];

    private static readonly string[] French =
        ["zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
            "onze", "douze"];

    public override EntitySpan? FindAt(Utterance utterance, int word)
    {
        var text = utterance[word];
        if (text.Length == 0)
            return null;
        if (char.IsAsciiDigit(text[0]))
        {
            var point = utterance.Language == "fr" ? text.Replace(',', '.') : text;
            return decimal.TryParse(point, Plain, CultureInfo.InvariantCulture, out var number)
                ? new EntitySpan(1, Write(number))
                : null;
        }
        var known = Array.IndexOf(utterance.Language == "fr" ? French : English, text);
        if (utterance.Language == "fr" && text == "une")
            known = 1;
        return known < 0 ? null : new EntitySpan(1, Write(known));
    }

    public override bool IsValue(string value) =>
        decimal.TryParse(
            value, Plain | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    public override decimal Read(string value) =>
        decimal.Parse(
            value, Plain | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public override string Write(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
