using System.Globalization;

namespace TockOrleans.Bot;

internal sealed class DateEntity() : TypedEntityType<DateOnly>("date")
{
    private const string Format = "yyyy-MM-dd";

    /// <summary>"In 400 days" is a mistake, and far dates would leave the calendar.</summary>
    private const int DaysAheadMax = 366;

    private static readonly string[][] Days =
    [
        ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"],
        ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
    ];

    private static readonly string[][] Months =
    [
        ["january", "february", "march", "april", "may", "june", "july", "august", "september",
            "october", "november", "december"],
        ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre",
            "octobre", "novembre", "decembre"],
    ];

    public override EntitySpan? FindAt(Utterance utterance, int word)
    {
        if (utterance[word].Length == 0)
            return null;
        var french = utterance.Language == "fr";
        return (french ? FrenchDay(utterance, word) : EnglishDay(utterance, word)) is { } near
            ? new EntitySpan(near.Words, Write(utterance.Today.AddDays(near.Days)))
            : Weekday(utterance, word, french)
                ?? Calendar(utterance, word)
                ?? Named(utterance, word, Months[french ? 1 : 0]);
    }

    public override bool IsValue(string value) =>
        DateOnly.TryParseExact(value, Format, CultureInfo.InvariantCulture, default, out _);

    public override DateOnly Read(string value) =>
        DateOnly.ParseExact(value, Format, CultureInfo.InvariantCulture);

    public override string Write(DateOnly value) =>
        value.ToString(Format, CultureInfo.InvariantCulture);

    private static (int Words, int Days)? EnglishDay(Utterance text, int word) => text[word] switch
    {
        "today" or "tonight" => (1, 0),
        "tomorrow" => (1, 1),
        "yesterday" => (1, -1),
        "day" when text[word + 1] == "after" && text[word + 2] == "tomorrow" => (3, 2),
        "in" when Count(text[word + 1]) is { } days && text[word + 2] is "day" or "days" =>
            (3, days),
        _ => null,
    };

    private static (int Words, int Days)? FrenchDay(Utterance text, int word) => text[word] switch
    {
        "aujourd" when text[word + 1] == "hui" => (2, 0),
        "aujourdhui" => (1, 0),
        "ce" when text[word + 1] == "soir" => (2, 0),
        "demain" => (1, 1),
        "hier" => (1, -1),
        "apres" when text[word + 1] == "demain" => (2, 2),
        "dans" when Count(text[word + 1]) is { } days && text[word + 2] is "jour" or "jours" =>
            (3, days),
        _ => null,
    };

    private static int? Count(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
        && days <= DaysAheadMax
            ? days
            : null;

    private EntitySpan? Weekday(Utterance text, int word, bool french)
    {
        var names = Days[french ? 1 : 0];
        var skipped = !french && text[word] is "next" or "this" or "on" ? 1 : 0;
        var day = Array.IndexOf(names, text[word + skipped]);
        if (day < 0)
            return null;
        var ahead = (day - (int)text.Today.DayOfWeek + 7) % 7;
        var words = skipped + (french && text[word + 1] is "prochain" ? 2 : 1);
        return new EntitySpan(words, Write(text.Today.AddDays(ahead == 0 ? 7 : ahead)));
    }

    /// <summary>
    /// 2027-03-12, 12/03/2027, 12.03.2027, 12/03; day before month in both languages.
    /// </summary>
    private EntitySpan? Calendar(Utterance text, int word)
    {
        var parts = text[word].Split('/', '-', '.');
        var numbers = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (!int.TryParse(
                    parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        return numbers switch
        {
            [var year, var month, var day] when parts[0].Length == 4 => Day(1, year, month, day),
            [var day, var month, var year] when parts[2].Length is 4 or 2 =>
                Day(1, parts[2].Length == 2 ? 2000 + year : year, month, day),
            [var day, var month] when text[word].Contains('/', StringComparison.Ordinal) =>
                Next(text.Today, 1, month, day),
            _ => null,
        };
    }

    /// <summary>12 March, March 12, the 12th of March, with or without a year.</summary>
    private EntitySpan? Named(Utterance text, int word, string[] months)
    {
        var at = word;
        if (text[at] is "the" or "le")
            at++;
        int month, day;
        if ((month = Array.IndexOf(months, text[at]) + 1) > 0)
        {
            day = Ordinal(text[at + 1]);
            at += 2;
        }
        else
        {
            day = Ordinal(text[at++]);
            if (text[at] is "of")
                at++;
            month = Array.IndexOf(months, text[at++]) + 1;
        }
        if (day == 0 || month == 0)
            return null;
        return text[at].Length == 4
            && int.TryParse(
                text[at], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
                ? Day(at + 1 - word, year, month, day)
                : Next(text.Today, at - word, month, day);
    }

    private static int Ordinal(string word)
    {
        var digits = word.TrimEnd('s', 't', 'n', 'd', 'r', 'h', 'e');
        return word.Length - digits.Length <= 2
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var day)
                ? day
                : 0;
    }

    private EntitySpan? Next(DateOnly today, int words, int month, int day)
    {
        // A day that is past this year is meant for the next one.
        var found = Day(words, today.Year, month, day);
        return found is { } span && Read(span.Value) < today
            ? Day(words, today.Year + 1, month, day)
            : found ?? Day(words, today.Year + 1, month, day);
    }

    private EntitySpan? Day(int words, int year, int month, int day) =>
        year is >= 1900 and <= 2200 && month is >= 1 and <= 12
        && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new EntitySpan(words, Write(new DateOnly(year, month, day)))
            : null;
}
