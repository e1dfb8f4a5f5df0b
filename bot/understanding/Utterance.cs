using System.Globalization;
using System.Text;

namespace TockOrleans.Bot;

/// <summary>
/// A text cut into words for comparison: lower case, without accents and punctuation. What stands
/// between digits stays (<c>12/03</c>, <c>14:30</c>, <c>3,5</c>); a symbol such as an emoji is a
/// word of its own.
/// </summary>
public sealed class Utterance
{
    /// <summary>Words beyond this many are not looked at: no phrase is that long.</summary>
    public const int WordsMax = 100;

    private readonly List<string> _words = [];
    private readonly List<(int Start, int End)> _places = [];
    private readonly string _text;

    /// <summary>Cuts a text into words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="locale">Its locale.</param>
    /// <param name="today">The user's date.</param>
    public Utterance(string text, string locale, DateOnly today)
    {
        (_text, Locale, Today) = (text, locale, today);
        Language = LocaleTag.Language(locale);
        Cut();
    }

    /// <summary>The words.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>The text's locale.</summary>
    public string Locale { get; }

    /// <summary>The locale's language, such as <c>fr</c>.</summary>
    public string Language { get; }

    /// <summary>The user's date.</summary>
    public DateOnly Today { get; }

    /// <summary>A word; empty beyond the last.</summary>
    /// <param name="index">Its index.</param>
    public string this[int index] => index < _words.Count ? _words[index] : "";

    /// <summary>The user's own writing of some words.</summary>
    /// <param name="word">The index of the first.</param>
    /// <param name="count">How many; at least one.</param>
    public string Original(int word, int count) =>
        _text[_places[word].Start.._places[word + count - 1].End];

    private void Cut()
    {
        var word = new StringBuilder();
        var start = 0;
        for (var at = 0; at < _text.Length && _words.Count < WordsMax;)
        {
            if (!Rune.TryGetRuneAt(_text, at, out var rune))
                rune = Rune.ReplacementChar;
            var length = rune == Rune.ReplacementChar ? 1 : rune.Utf16SequenceLength;
            var symbol = Rune.GetUnicodeCategory(rune) is
                UnicodeCategory.OtherSymbol or UnicodeCategory.CurrencySymbol;
            var inside = Rune.IsLetterOrDigit(rune) || IsMark(rune) || JoinsDigits(at);
            if (symbol || !inside)
                Take(word, start, at);
            if (inside && word.Length == 0)
                start = at;
            if (inside)
                Fold(rune, word);
            else if (symbol && rune != Rune.ReplacementChar && _words.Count < WordsMax)
                Take(word.Append(rune.ToString()), at, at + length);
            at += length;
        }
        if (_words.Count < WordsMax)
            Take(word, start, _text.Length);
    }

    private void Take(StringBuilder word, int start, int end)
    {
        if (word.Length == 0)
            return;
        _words.Add(word.ToString());
        _places.Add((start, end));
        word.Clear();
    }

    private bool JoinsDigits(int at) =>
        _text[at] is '/' or ':' or '.' or ',' or '-'
        && at > 0 && at + 1 < _text.Length
        && char.IsAsciiDigit(_text[at - 1]) && char.IsAsciiDigit(_text[at + 1]);

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark
        && rune.Value is not (>= 0xFE00 and <= 0xFE0F);

    private static void Fold(Rune rune, StringBuilder word)
    {
        if (rune.IsAscii)
        {
            word.Append((char)Rune.ToLowerInvariant(rune).Value);
            return;
        }
        switch (Rune.ToLowerInvariant(rune).Value)
        {
            case 'œ': word.Append("oe"); return;
            case 'æ': word.Append("ae"); return;
            case 'ß': word.Append("ss"); return;
            case 'ø': word.Append('o'); return;
            case 'ł': word.Append('l'); return;
        }
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormD).EnumerateRunes())
            if (Rune.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
                word.Append(Rune.ToLowerInvariant(part).ToString());
    }
}
